package dev.aibridge.billing.stripe;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Stripe that billing is tested with.
public final class Shop implements QuarkusTestResourceLifecycleManager {

    /// What webhooks are signed with.
    public static final String WEBHOOK_SECRET = "whsec_of_the_tests";

    private @Nullable FakeStripe stripe;

    @Override
    public Map<String, String> start() {
        try {
            FakeStripe started = new FakeStripe();
            stripe = started;
            return Map.of(
                    "aibridge.stripe.secret-key",
                    "sk_test_of_the_tests",
                    "aibridge.stripe.webhook-secret",
                    WEBHOOK_SECRET,
                    "aibridge.stripe.base-url",
                    started.url(),
                    "aibridge.stripe.retries",
                    "1",
                    "aibridge.orders.portal-url",
                    "https://portal.example",
                    // A test that wants the reconciler says so in the database.
                    "aibridge.orders.reconcile-tick",
                    "200ms",
                    "aibridge.inbox.pause",
                    "100ms",
                    // These run when a test says so.
                    "aibridge.returns.every",
                    "1h",
                    "aibridge.refunds.look-tick",
                    "1h",
                    "aibridge.returns.debts-every",
                    "1h");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector tests) {
        tests.injectIntoFields(stripe, new TestInjector.MatchesType(FakeStripe.class));
    }

    @Override
    public void stop() {
        if (stripe != null) {
            stripe.close();
        }
    }
}
