package dev.aibridge.portal.system;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.SystemSetting;
import dev.aibridge.portal.accounts.SystemSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps the system's settings, and who changed each last.
@ApplicationScoped
class Desk {

    /// One admin saves at a time: a setting that has no row yet can't be locked itself.
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtext('accounts.setting'))";

    private final EntityManager database;
    private final SystemSettings settings;
    private final PortalConfig config;

    Desk(EntityManager database, SystemSettings settings, PortalConfig config) {
        this.database = database;
        this.settings = settings;
        this.config = config;
    }

    /// Who changed a setting last, and when.
    public record Change(String by, Instant at) {}

    /// Every setting as it holds now, by name.
    JsonObject values() {
        JsonObject values =
                JsonObject.of(
                        SystemSettings.SUPPORT_CONTACT, config.supportContact().orElse(""),
                        SystemSettings.SIGN_UP, "open",
                        SystemSettings.STARTER_TOKENS,
                                Long.toString(SystemSettings.STARTER_TOKENS_DEFAULT));
        SystemSetting.<SystemSetting>listAll().forEach(one -> values.put(one.name, one.value));
        return values;
    }

    /// The last change of each setting that was ever changed.
    Map<String, Change> changes() {
        Map<String, Change> changes = new HashMap<>();
        for (SystemSetting one : SystemSetting.<SystemSetting>listAll()) {
            Optional<Person> by = Person.findByIdOptional(one.updatedBy);
            String name = by.map(person -> person.name).orElse(one.updatedBy.toString());
            changes.put(one.name, new Change(name, one.updatedAt));
        }
        return changes;
    }

    /// Sets those that differ, all or none, each with its line in the audit log; they hold here at
    /// once.
    ///
    /// @param seen what they were when the form was made
    /// @param wanted every setting, by name
    /// @return whether they still were
    boolean set(Person admin, String seen, JsonObject wanted, String reason) {
        boolean set =
                QuarkusTransaction.requiringNew().call(() -> change(admin, seen, wanted, reason));
        settings.read();
        return set;
    }

    private boolean change(Person admin, String seen, JsonObject wanted, String reason) {
        database.createNativeQuery(LOCK, Integer.class).getSingleResult();
        JsonObject now = values();
        if (now.equals(wanted)) {
            return true;
        }
        if (!now.encode().equals(seen)) {
            return false;
        }
        for (String name : wanted.fieldNames()) {
            String before = now.getString(name);
            String after = wanted.getString(name);
            if (!after.equals(before)) {
                database.merge(new SystemSetting(name, after, admin.subject));
                JsonObject detail =
                        JsonObject.of(
                                "before", JsonObject.of(name, before),
                                "after", JsonObject.of(name, after));
                new AuditEntry(admin, "setting.change", name, detail.encode())
                        .because(reason)
                        .persist();
            }
        }
        return true;
    }
}
