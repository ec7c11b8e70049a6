package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.gateway.admission.InputEstimates.Estimate;
import dev.aibridge.gateway.knowledge.Defaults;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputEstimatesTest {

    private static final Multipliers DOUBLE = Multipliers.of(Map.of(Bucket.INPUT, 2_000_000L));

    private final InputEstimates estimates =
            new InputEstimates(Defaults.of(InputEstimatesConfig.class, Map.of()));

    @Test
    void aNewConversationIsThreeBytesATokenAtThePlainInputPrice() {
        assertThat(estimates.estimate(1, 3_001, 0, DOUBLE, 0))
                .isEqualTo(new Estimate(1_001, 2_002_000_000));
    }

    @Test
    void whatWasSentLastTimeCostsWhatItWasBilledAndATenthMore() {
        estimates.learn(1, 3_000, 200_000_000);
        assertThat(estimates.estimate(1, 3_000, 0, DOUBLE, 0))
                .isEqualTo(new Estimate(110, 220_000_000));
        assertThat(estimates.estimate(1, 3_300, 0, DOUBLE, 0))
                .isEqualTo(new Estimate(210, 420_000_000));
    }

    @Test
    void aShorterPromptCostsItsShareOfTheLast() {
        estimates.learn(1, 3_000, 200_000_000);
        Estimate half = estimates.estimate(1, 1_500, 0, DOUBLE, 0);
        assertThat(half.tokens()).isBetween(55L, 56L);
    }

    @Test
    void anotherConversationIsNew() {
        estimates.learn(1, 3_000, 1);
        assertThat(estimates.estimate(2, 3_000, 0, DOUBLE, 0).tokens()).isEqualTo(1_000);
    }

    @Test
    void imagesCountByTheModelsRule() {
        assertThat(estimates.estimate(1, 300, 2, DOUBLE, 765).tokens()).isEqualTo(100 + 2 * 765);
    }

    @Test
    void aModelWhoseInputIsFreeCostsNothing() {
        Multipliers free = Multipliers.of(Map.of(Bucket.OUTPUT, 1L));
        estimates.learn(1, 3_000, 5_000);
        assertThat(estimates.estimate(1, 6_000, 0, free, 0).micro()).isZero();
    }

    @Test
    void theDearestPriceAndTheLargestPromptFit() {
        Multipliers dearest = Multipliers.of(Map.of(Bucket.INPUT, Multipliers.MAX_TOKEN_PPM));
        int bytes = 32 << 20;
        long billed = Multipliers.MAX_TOKEN_PPM * bytes;
        estimates.learn(1, bytes, billed);
        assertThat(estimates.estimate(1, bytes - 1, 0, dearest, 0).micro())
                .isBetween(billed, billed + billed / 5);
    }
}
