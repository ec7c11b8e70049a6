package dev.aibridge.billing.stripe;

import dev.aibridge.local.stack.Port;
import dev.aibridge.sandbox.stripe.StripeSandbox;
import dev.aibridge.sandbox.stripe.StripeSettings;
import dev.aibridge.sandbox.stripe.webhook.Address;
import dev.aibridge.sandbox.stripe.webhook.Schedule;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sandbox Stripe in place of [Shop]'s: it sends its webhooks itself.
public final class SandboxShop implements QuarkusTestResourceLifecycleManager {

    /// The setting that says where it is.
    public static final String URL = "test.sandbox";

    /// The key of our account there.
    public static final String KEY = "sk_test_of_the_sandbox";

    private @Nullable StripeSandbox sandbox;

    @Override
    public Map<String, String> start() {
        int port = Port.anyFree();
        StripeSandbox started =
                StripeSandbox.start(
                        new StripeSettings(
                                "127.0.0.1",
                                0,
                                Optional.empty(),
                                KEY,
                                "AI Bridge",
                                new Address(
                                        "http://127.0.0.1:" + port + "/stripe/webhook",
                                        Shop.WEBHOOK_SECRET),
                                new Schedule(
                                        Duration.ofMillis(50),
                                        Duration.ofSeconds(1),
                                        20,
                                        Duration.ofSeconds(5)),
                                Duration.ZERO,
                                100_000));
        sandbox = started;
        return Map.of(
                "aibridge.stripe.base-url",
                started.baseUrl(),
                "aibridge.stripe.secret-key",
                KEY,
                "quarkus.http.test-port",
                String.valueOf(port),
                URL,
                started.baseUrl());
    }

    /// After [Shop], so that its settings are the ones that count.
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
