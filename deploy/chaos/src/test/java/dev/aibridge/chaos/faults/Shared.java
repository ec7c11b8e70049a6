package dev.aibridge.chaos.faults;

import static java.util.Objects.requireNonNull;

import dev.aibridge.chaos.World;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The systems that this package's tests share, since a start takes many seconds. Each is started
/// when a test first asks for it, and ends with this process.
final class Shared {

    /// Who signs the pair's buyers in.
    static final Issuer ISSUER = Issuer.start();

    private Shared() {}

    /// Two gateways whose clocks run ten times as fast where a fault would otherwise take a minute:
    /// they give leased money away for 4 s without the database, not 40. Tokens are sold there.
    static World pair() {
        return Pair.WORLD;
    }

    /// The way of one of the pair's processes to PostgreSQL.
    static Cable cable(String process) {
        return requireNonNull(Pair.CABLES.get(process));
    }

    /// One gateway that soon loses patience with vendors, takes small answers alone and has a small
    /// heap, so that what is not bounded ends it.
    static World impatient() {
        return Impatient.WORLD;
    }

    private static final class Pair {
        private static final int POSTGRES = Port.anyFree();
        private static final Map<String, Cable> CABLES =
                Map.of(
                        "gateway", Cable.to(POSTGRES),
                        "gateway-2", Cable.to(POSTGRES),
                        "billing", Cable.to(POSTGRES));
        private static final World WORLD =
                begin(cabled(scaled(scaled(sold(Options.API), 1), 2).withGateways(2)));

        /// Each process has a way to PostgreSQL of its own, which can be cut.
        private static Options cabled(Options options) {
            Options all = options.withSetting(Port.POSTGRES.setting(), "" + POSTGRES);
            for (Map.Entry<String, Cable> way : CABLES.entrySet()) {
                String url = "postgresql://127.0.0.1:" + way.getValue().port() + "/aibridge";
                all = all.withEnv(way.getKey(), "AIBRIDGE_DATABASE_URL", url);
            }
            return all;
        }

        /// What waits for a process that died waits a second where it would be minutes; who buys
        /// and returns all day is not slowed down.
        private static Options sold(Options options) {
            return options.withEnv("billing", "AIBRIDGE_OIDC_URL", ISSUER.url())
                    .withEnv("billing", "AIBRIDGE_ORDERS_CHECKOUTS", "100000")
                    .withEnv("billing", "AIBRIDGE_REFUNDS_SELF_SERVICE", "100000")
                    .withEnv("billing", "AIBRIDGE_INBOX_CLAIM", "1s")
                    .withEnv("billing", "AIBRIDGE_IDEMPOTENCY_LONGEST_CALL", "1s");
        }

        private static Options scaled(Options options, int number) {
            String name = number == 1 ? "gateway" : "gateway-" + number;
            return options.withEnv(name, "AIBRIDGE_JOURNAL_HEARTBEAT_INTERVAL", "500ms")
                    .withEnv(name, "AIBRIDGE_JOURNAL_CARVE_WINDOW", "4s")
                    .withEnv(name, "AIBRIDGE_KNOWLEDGE_GRACE", "4s")
                    .withEnv(name, "AIBRIDGE_RELAY_SHUTDOWN_GRACE", "3s");
        }
    }

    private static final class Impatient {
        private static final World WORLD =
                begin(
                        Options.API
                                .withEnv("gateway", "_JAVA_OPTIONS", "-Xmx160m")
                                .withEnv("gateway", "AIBRIDGE_RELAY_FIRST_SIGN_TIMEOUT", "3s")
                                .withEnv("gateway", "AIBRIDGE_RELAY_IDLE_TIMEOUT", "2s")
                                .withEnv("gateway", "AIBRIDGE_RELAY_WHOLE_TIMEOUT", "4s")
                                .withEnv("gateway", "AIBRIDGE_RELAY_MAX_ANSWER", "24M"));
    }

    private static World begin(Options options) {
        try {
            World world = World.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(world)));
            return world;
        } catch (StartFailed | IOException e) {
            throw new IllegalStateException("the system does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the system starts", e);
        }
    }

    private static void end(World world) {
        try {
            world.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the system's folder stays behind", e);
        }
    }
}
