package dev.aibridge.billing.stripe;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The two secrets that Stripe gave us. Without one of them the process ends while it starts: an
/// empty webhook secret would take anybody's word for a payment.
@Startup
@Singleton
public class StripeKeys {

    private final String secretKey;
    private final String webhookSecret;

    /// Those of the settings.
    public StripeKeys(StripeSettings settings) {
        secretKey = required(settings.secretKey(), "STRIPE_SECRET_KEY");
        webhookSecret = required(settings.webhookSecret(), "STRIPE_WEBHOOK_SECRET");
    }

    private static String required(Optional<String> secret, String variable) {
        return secret.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        variable
                                                + " is empty. Set it to the value from the"
                                                + " dashboard of Stripe (or of the sandbox);"
                                                + " billing does not start without it."));
    }

    String secretKey() {
        return secretKey;
    }

    String webhookSecret() {
        return webhookSecret;
    }

    /// Whether payments are real money.
    public boolean isLive() {
        return secretKey.startsWith("sk_live_") || secretKey.startsWith("rk_live_");
    }
}
