package dev.aibridge.gateway.knowledge;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Tells who remembers something that it changed in the database.
///
/// Subscribers are called on the listener's event loop: they forget or schedule, and never block.
@Singleton
public final class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);

    private final List<Consumer<UUID>> onKey = new CopyOnWriteArrayList<>();
    private final List<Consumer<UUID>> onTenant = new CopyOnWriteArrayList<>();
    private final List<Consumer<UUID>> onWallet = new CopyOnWriteArrayList<>();
    private final List<Runnable> onCatalogue = new CopyOnWriteArrayList<>();
    private final List<Runnable> onReset = new CopyOnWriteArrayList<>();

    /// A key was made, changed or removed.
    public void onKey(Consumer<UUID> subscriber) {
        onKey.add(subscriber);
    }

    /// A tenant was changed: suspended, closed, other limits.
    public void onTenant(Consumer<UUID> subscriber) {
        onTenant.add(subscriber);
    }

    /// A wallet got tokens from outside, or was suspended or freed.
    public void onWallet(Consumer<UUID> subscriber) {
        onWallet.add(subscriber);
    }

    /// A model, an alias, a channel or a price changed.
    public void onCatalogue(Runnable subscriber) {
        onCatalogue.add(subscriber);
    }

    /// Announcements may have been missed: whatever is remembered may be wrong.
    public void onReset(Runnable subscriber) {
        onReset.add(subscriber);
    }

    void reset() {
        onReset.forEach(subscriber -> call(subscriber, "reset"));
    }

    /// Passes on one announcement of the database.
    ///
    /// @param payload `key:<uuid>`, `tenant:<uuid>`, `wallet:<uuid>` or `catalog:`
    void announce(String payload) {
        int colon = payload.indexOf(':');
        String kind = colon < 0 ? payload : payload.substring(0, colon);
        String id = payload.substring(colon + 1);
        switch (kind) {
            case "key" -> tell(onKey, id, payload);
            case "tenant" -> tell(onTenant, id, payload);
            case "wallet" -> tell(onWallet, id, payload);
            case "catalog" -> onCatalogue.forEach(subscriber -> call(subscriber, payload));
            default -> LOG.warnf("an announcement of a kind this gateway does not know: %s", kind);
        }
    }

    private static void tell(List<Consumer<UUID>> subscribers, String id, String payload) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            LOG.warnf("an announcement without a proper id: %s", payload);
            return;
        }
        subscribers.forEach(subscriber -> call(() -> subscriber.accept(uuid), payload));
    }

    /// One subscriber's bug keeps no other from hearing.
    private static void call(Runnable subscriber, String payload) {
        try {
            subscriber.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "a subscriber failed on the announcement %s", payload);
        }
    }
}
