package dev.aibridge.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeKeysTest {

    private static StripeKeys keys(String secretKey, String webhookSecret) {
        return new StripeKeys(
                new SmallRyeConfigBuilder()
                        .withMapping(StripeSettings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withDefaultValues(
                                Map.of(
                                        "aibridge.stripe.secret-key", secretKey,
                                        "aibridge.stripe.webhook-secret", webhookSecret,
                                        "aibridge.stripe.base-url", "https://api.stripe.com"))
                        .build()
                        .getConfigMapping(StripeSettings.class));
    }

    @ParameterizedTest
    @CsvSource({
        "'', whsec_1, STRIPE_SECRET_KEY",
        "sk_test_1, '', STRIPE_WEBHOOK_SECRET",
        "sk_test_1, '  ', STRIPE_WEBHOOK_SECRET"
    })
    void withoutASecretNothingStarts(String secretKey, String webhookSecret, String named) {
        assertThatIllegalStateException()
                .isThrownBy(() -> keys(secretKey, webhookSecret))
                .withMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"sk_live_1, true", "rk_live_1, true", "sk_test_1, false", "rk_test_1, false"})
    void theKeySaysWhetherMoneyIsReal(String secretKey, boolean live) {
        assertThat(keys(secretKey, "whsec_1").isLive()).isEqualTo(live);
    }

    @Test
    void noTextOfTheKeysTellsThem() {
        assertThat(keys("sk_live_1", "whsec_1").toString()).doesNotContain("sk_live_1", "whsec_1");
    }
}
