package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeSettingsTest {

    @Test
    void withoutAPortThereIsNoStripe() {
        assertThat(StripeSettings.fromEnvironment(Map.of("STRIPE_SECRET_KEY", "x"))).isEmpty();
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        StripeSettings settings = StripeSettings.fromEnvironment(needed()).orElseThrow();

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.merchant()).isEqualTo("AI Bridge");
        assertThat(settings.retries().first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retries().longest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retries().retries()).isEqualTo(15);
        assertThat(settings.retries().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.delayedPayment()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.maxObjects()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "STRIPE_SECRET_KEY,-,STRIPE_SECRET_KEY is not set",
                "STRIPE_WEBHOOK_URL,http://127.0.0.1:1/x,STRIPE_WEBHOOK_SECRET is empty",
                "AIBRIDGE_STRIPE_PORT,eighty,AIBRIDGE_STRIPE_PORT must be a whole number",
                "AIBRIDGE_STRIPE_RETRY_MS,0,AIBRIDGE_STRIPE_RETRY_MS must be a whole number",
                "AIBRIDGE_STRIPE_RETRIES,101,AIBRIDGE_STRIPE_RETRIES must be a whole number",
                "AIBRIDGE_STRIPE_DELAYED_MS,-1,AIBRIDGE_STRIPE_DELAYED_MS must be a whole number",
                "AIBRIDGE_STRIPE_MAX_OBJECTS,0,AIBRIDGE_STRIPE_MAX_OBJECTS must be a whole number"
            })
    void aWrongValueIsRefusedByItsName(String name, @Nullable String value, String message) {
        Map<String, String> environment = needed();
        environment.remove(name);
        if (value != null) {
            environment.put(name, value);
        }

        assertThatThrownBy(() -> StripeSettings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theNewestObjectsAreKept() {
        try (Bench bench = new Bench(Map.of("AIBRIDGE_STRIPE_MAX_OBJECTS", "2"))) {
            for (int i = 0; i < 3; i++) {
                bench.call("POST", "/v1/customers", "name=" + i);
            }

            assertThat(Bench.json(bench.call("GET", "/v1/customers", "")).path("data"))
                    .extracting(customer -> customer.path("name").asText())
                    .containsExactly("2", "1");
        }
    }

    private static Map<String, String> needed() {
        return new HashMap<>(
                Map.of("AIBRIDGE_STRIPE_PORT", "8091", "STRIPE_SECRET_KEY", "sk_test_x"));
    }
}
