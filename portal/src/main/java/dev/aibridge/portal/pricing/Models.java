package dev.aibridge.portal.pricing;

import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.catalog.Model;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Changes how models are offered, each change with its line in the audit log. Gateways hear of it
/// at once.
@ApplicationScoped
class Models {

    private final Session database;

    Models(Session database) {
        this.database = database;
    }

    /// Offers a model in another way.
    ///
    /// @param seen as the admin saw it
    /// @return whether it still was as seen; otherwise nothing was changed
    @Transactional
    boolean offer(Person admin, String id, Model.Status seen, Model.Status status) {
        Model model = Model.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (model.status == status) {
            return true;
        }
        if (model.status != seen) {
            return false;
        }
        note(admin, "model.status", id, told("status", seen), told("status", status));
        model.status = status;
        return true;
    }

    private static JsonObject told(String what, Model.Status status) {
        return JsonObject.of(what, status.name().toLowerCase(Locale.ROOT));
    }

    /// Sends a model through other channels.
    ///
    /// @param seen what the vendors call it, by channel, as the admin saw it; nothing for not there
    /// @param wanted the same as it shall be, of the same channels
    /// @return whether it still was as seen; otherwise nothing was changed
    @Transactional
    boolean send(Person admin, String id, Map<String, String> seen, Map<String, String> wanted) {
        Model.findById(id, LockModeType.PESSIMISTIC_WRITE);
        JsonObject before = new JsonObject();
        JsonObject after = new JsonObject();
        for (String channel : wanted.keySet()) {
            String is = upstream(id, channel);
            String shall = Objects.requireNonNull(wanted.get(channel));
            if (!is.equals(seen.get(channel)) && !is.equals(shall)) {
                return false;
            }
            if (!is.equals(shall)) {
                before.put(channel, is);
                after.put(channel, shall);
            }
        }
        after.forEach(change -> send(id, change.getKey(), (String) change.getValue()));
        if (!after.isEmpty()) {
            note(admin, "model.channels", id, before, after);
        }
        return true;
    }

    private String upstream(String model, String channel) {
        return database.createNativeQuery(
                        "SELECT upstream_model FROM catalog.channel_model"
                                + " WHERE model_id = :model AND channel_id = :channel",
                        String.class)
                .setParameter("model", model)
                .setParameter("channel", channel)
                .getResultStream()
                .findFirst()
                .orElse("");
    }

    private void send(String model, String channel, @Nullable String upstream) {
        String change =
                upstream == null || upstream.isEmpty()
                        ? "DELETE FROM catalog.channel_model"
                                + " WHERE model_id = :model AND channel_id = :channel"
                        : """
                          INSERT INTO catalog.channel_model (model_id, channel_id, upstream_model)
                          VALUES (:model, :channel, :upstream)
                          ON CONFLICT (channel_id, model_id)
                          DO UPDATE SET upstream_model = excluded.upstream_model""";
        var statement =
                database.createNativeMutationQuery(change)
                        .setParameter("model", model)
                        .setParameter("channel", channel);
        if (upstream != null && !upstream.isEmpty()) {
            statement.setParameter("upstream", upstream);
        }
        statement.executeUpdate();
    }

    /// Gives a model another name.
    ///
    /// @return the model that has that name already, or `null`
    @Transactional
    @Nullable String name(Person admin, String id, String alias, int position) {
        int made =
                database.createNativeMutationQuery(
                                """
                                INSERT INTO catalog.model_alias (alias, model_id, position)
                                VALUES (:alias, :model, :position) ON CONFLICT DO NOTHING""")
                        .setParameter("alias", alias)
                        .setParameter("model", id)
                        .setParameter("position", position)
                        .executeUpdate();
        if (made == 0) {
            Alias taken = Alias.findById(alias);
            return taken == null ? id : taken.modelId;
        }
        note(admin, "model.alias", id, new JsonObject(), JsonObject.of("alias", alias));
        return null;
    }

    /// Takes a name from a model.
    @Transactional
    void unname(Person admin, String id, String alias) {
        if (Alias.delete("name = ?1 and modelId = ?2", alias, id) > 0) {
            note(admin, "model.alias_remove", id, JsonObject.of("alias", alias), new JsonObject());
        }
    }

    private static void note(
            Person admin, String action, String target, JsonObject before, JsonObject after) {
        JsonObject detail = JsonObject.of("before", before, "after", after);
        new AuditEntry(admin, action, target, detail.encode()).persist();
    }
}
