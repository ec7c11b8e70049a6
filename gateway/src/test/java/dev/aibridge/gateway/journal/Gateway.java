package dev.aibridge.gateway.journal;

import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.knowledge.Defaults;
import dev.aibridge.gateway.knowledge.LiveGateways;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The journal's half of a gateway process, on a folder and a database.
public final class Gateway implements AutoCloseable {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LiveGateways gateways = new LiveGateways();
    private final Journal journal;
    private final Heartbeat heartbeat;

    public Gateway(Path dir, Pool pool, String... settings) {
        JournalConfig config = config(dir, settings);
        journal = new Journal(config, pool, registry);
        heartbeat = new Heartbeat(journal, config, new DatabaseClock(), gateways, registry);
    }

    static JournalConfig config(Path dir, String... settings) {
        Map<String, String> values = new HashMap<>();
        values.put("aibridge.journal.dir", dir.toString());
        values.put("aibridge.journal.segment-bytes", "65536");
        values.put("aibridge.journal.heartbeat-interval", "200ms");
        values.put("aibridge.journal.close-timeout", "300ms");
        for (int i = 0; i < settings.length; i += 2) {
            values.put("aibridge.journal." + settings[i], settings[i + 1]);
        }
        return Defaults.of(JournalConfig.class, values);
    }

    public Gateway start() {
        heartbeat.start();
        return this;
    }

    public Journal journal() {
        return journal;
    }

    public Heartbeat heartbeat() {
        return heartbeat;
    }

    int liveGateways() {
        return gateways.count();
    }

    UUID holder() {
        return journal.holder();
    }

    double alarms() {
        return registry.counter("aibridge.journal.alarms").count();
    }

    /// Ends without a word to the database, as `kill -9` would; only the folder's lock is let go.
    void die() throws IOException {
        journal.abandon();
    }

    @Override
    public void close() throws IOException {
        heartbeat.stop();
    }
}
