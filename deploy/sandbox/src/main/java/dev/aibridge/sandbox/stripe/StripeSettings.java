package dev.aibridge.sandbox.stripe;

import dev.aibridge.sandbox.settings.Environment;
import dev.aibridge.sandbox.stripe.webhook.Address;
import dev.aibridge.sandbox.stripe.webhook.Schedule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where the sandbox Stripe listens, whom it tells, how fast its time goes, how much it remembers.
///
/// @param port 0 for any free one
/// @param publicUrl of the checkout page, no slash at the end; absent for where it listens
/// @param secretKey the only one it accepts
/// @param merchant whose name the checkout page shows
/// @param delayedPayment how long a delayed payment takes; zero: until a switch ends it
/// @param maxObjects of each kind; the oldest are forgotten first
public record StripeSettings(
        String host,
        int port,
        Optional<String> publicUrl,
        String secretKey,
        String merchant,
        Address webhook,
        Schedule retries,
        Duration delayedPayment,
        int maxObjects) {

    private static final int HOUR_MS = 3_600_000;
    private static final int DAY_MS = 24 * HOUR_MS;

    /// The settings of the environment; nothing when no port is given.
    ///
    /// @throws IllegalArgumentException naming the variable that is wrong
    public static Optional<StripeSettings> fromEnvironment(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return environment.port("AIBRIDGE_STRIPE_PORT").map(port -> of(environment, port));
    }

    private static StripeSettings of(Environment environment, int port) {
        String url = environment.text("STRIPE_WEBHOOK_URL").orElse("");
        return new StripeSettings(
                environment.text("AIBRIDGE_HOST").orElse("127.0.0.1"),
                port,
                environment.text("AIBRIDGE_STRIPE_URL"),
                environment.need("STRIPE_SECRET_KEY"),
                environment.text("AIBRIDGE_STRIPE_MERCHANT").orElse("AI Bridge"),
                new Address(url, environment.text("STRIPE_WEBHOOK_SECRET").orElse("")),
                new Schedule(
                        environment.millis("AIBRIDGE_STRIPE_RETRY_MS", 1_000, 1, HOUR_MS),
                        environment.millis("AIBRIDGE_STRIPE_RETRY_MAX_MS", 60_000, 1, DAY_MS),
                        environment.number("AIBRIDGE_STRIPE_RETRIES", 15, 0, 100),
                        environment.millis(
                                "AIBRIDGE_STRIPE_WEBHOOK_TIMEOUT_MS", 10_000, 1, 120_000)),
                environment.millis("AIBRIDGE_STRIPE_DELAYED_MS", 10_000, 0, DAY_MS),
                environment.number("AIBRIDGE_STRIPE_MAX_OBJECTS", 10_000, 1, 1_000_000));
    }
}
