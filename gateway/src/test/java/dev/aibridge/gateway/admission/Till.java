package dev.aibridge.gateway.admission;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.journal.Gateway;
import dev.aibridge.gateway.journal.Heartbeat;
import dev.aibridge.gateway.knowledge.Changes;
import dev.aibridge.gateway.knowledge.Defaults;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/// A gateway process that gives away money and does nothing else.
final class Till implements AutoCloseable {

    private final Gateway gateway;
    private final Wallets wallets;

    Till(Vertx vertx, Pool pool, Path dir, Map<String, String> settings) {
        gateway = new Gateway(dir, pool).start();
        wallets =
                new Wallets(
                        vertx,
                        pool,
                        gateway.heartbeat(),
                        new Changes(),
                        Defaults.of(WalletsConfig.class, settings),
                        new SimpleMeterRegistry());
        Awaitility.await().until(() -> gateway.heartbeat().holder() != null);
    }

    Wallets wallets() {
        return wallets;
    }

    Heartbeat heartbeat() {
        return gateway.heartbeat();
    }

    UUID holder() {
        return gateway.journal().holder();
    }

    /// Waits for the answer.
    HoldAnswer hold(UUID wallet, long minimum, long need) {
        return hold(wallet, UsageEvent.SHARED, minimum, need);
    }

    /// Waits for the answer from that key's own lease.
    HoldAnswer hold(UUID wallet, UUID key, long minimum, long need) {
        try {
            return wallets.hold(wallet, key, minimum, need)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no answer", e);
        }
    }

    /// A hold that must be had.
    Hold held(UUID wallet, long minimum, long need) {
        HoldAnswer answer = hold(wallet, minimum, need);
        if (answer instanceof HoldAnswer.Held yes) {
            return yes.hold();
        }
        throw new IllegalStateException("not held: " + answer);
    }

    @Override
    public void close() throws IOException {
        wallets.stop();
        gateway.close();
    }
}
