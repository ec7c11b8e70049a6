package dev.aibridge.portal.channel;

import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes channels, each change with its line in the audit log. Gateways hear of it at once.
@ApplicationScoped
class Channels {

    static final String KEY_STORED = "channel.secret";

    private final Vault vault;

    Channels(Vault vault) {
        this.vault = vault;
    }

    /// Switches a channel on or off.
    @Transactional
    Change enable(Person admin, String id, boolean on) {
        return change(
                id,
                channel -> {
                    if (on && BaseUrl.flaw(channel.baseUrl).isPresent()) {
                        return Change.UNUSABLE;
                    }
                    if (channel.enabled != on) {
                        String action = on ? "channel.enable" : "channel.disable";
                        note(admin, action, id, "enabled", channel.enabled, on);
                        channel.enabled = on;
                    }
                    return Change.DONE;
                });
    }

    /// Stores a vendor's key, for the address that the admin saw and no other.
    @Transactional
    Change storeKey(Person admin, String id, String seenUrl, String key) {
        return change(id, channel -> unlessMoved(channel, seenUrl, () -> store(admin, id, key)));
    }

    /// Forgets a vendor's key.
    @Transactional
    Change removeKey(Person admin, String id) {
        return change(
                id,
                channel -> {
                    if (StoredKey.deleteById(id)) {
                        note(admin, "channel.secret_remove", id, "key", "stored", "none");
                    }
                    return Change.DONE;
                });
    }

    /// Leads a channel elsewhere. A stored key never follows: it comes anew with the address.
    ///
    /// @param key `null` only while none is stored
    @Transactional
    Change move(Person admin, String id, String seenUrl, String url, @Nullable String key) {
        return change(
                id, channel -> unlessMoved(channel, seenUrl, () -> lead(admin, channel, url, key)));
    }

    private void lead(Person admin, Channel channel, String url, @Nullable String key) {
        if (key == null && StoredKey.findById(channel.id) != null) {
            throw new IllegalStateException("a stored key of " + channel.id + " would follow");
        }
        note(admin, "channel.address", channel.id, "baseUrl", channel.baseUrl, url);
        channel.baseUrl = url;
        if (key != null) {
            store(admin, channel.id, key);
        }
    }

    private void store(Person admin, String id, String key) {
        boolean had = StoredKey.findById(id) != null;
        StoredKey.getEntityManager().merge(vault.seal(id, key));
        note(admin, KEY_STORED, id, "key", had ? "stored" : "none", "stored anew");
    }

    /// Notes a live test: it costs something at the vendor.
    @Transactional
    void tested(Person admin, String id, String outcome) {
        JsonObject detail = JsonObject.of("outcome", outcome);
        new AuditEntry(admin, "channel.test", id, detail.encode()).persist();
    }

    private static void note(
            Person admin, String action, String id, String what, Object before, Object after) {
        JsonObject detail =
                JsonObject.of(
                        "before", JsonObject.of(what, before), "after", JsonObject.of(what, after));
        new AuditEntry(admin, action, id, detail.encode()).persist();
    }

    private static Change change(String id, Function<Channel, Change> change) {
        // Nobody may delete a channel: one that a page showed is there.
        return change.apply(Channel.findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    private static Change unlessMoved(Channel channel, String seenUrl, Runnable change) {
        if (!channel.baseUrl.equals(seenUrl)) {
            return Change.MOVED;
        }
        change.run();
        return Change.DONE;
    }
}
