package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.gateway.admission.InputEstimates.Estimate;
import dev.aibridge.gateway.knowledge.Defaults;
import dev.aibridge.gateway.knowledge.TestServers;
import dev.aibridge.local.redis.Redis;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InputEstimatesTest {

    private static final Multipliers DOUBLE = Multipliers.of(Map.of(Bucket.INPUT, 2_000_000L));

    private static final UUID TENANT = UUID.randomUUID();
    private static final InputEstimatesConfig CONFIG =
            Defaults.of(InputEstimatesConfig.class, Map.of());
    private static final Vertx VERTX = Vertx.vertx();
    private static Redis server;

    private final InputEstimates estimates = new InputEstimates(CONFIG, alone());

    @BeforeAll
    static void startRedis() throws Exception {
        server = TestServers.redis();
    }

    @AfterAll
    static void stopRedis() {
        server.part().stop();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static SharedConversations alone() {
        return conversations("false");
    }

    private static SharedConversations conversations(String shared) {
        return new SharedConversations(
                VERTX,
                Defaults.of(RedisConfig.class, Map.of("aibridge.redis.url", server.url())),
                Defaults.of(LimitsConfig.class, Map.of("aibridge.limits.shared", shared)),
                CONFIG);
    }

    @Test
    void anotherGatewayKnowsALongConversationWhenItAsks() {
        SharedConversations here = conversations("true");
        SharedConversations there = conversations("true");
        InputEstimates one = new InputEstimates(CONFIG, here);
        InputEstimates other = new InputEstimates(CONFIG, there);
        await().until(
                        () -> {
                            one.learn(TENANT, 7, 90_000, 200_000_000);
                            one.learn(TENANT, 8, 1_000, 1);
                            here.write();
                            return other.recall(TENANT, 7, 90_000)
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .thenApply(
                                            done ->
                                                    other.estimate(7, 90_000, 0, DOUBLE, 0).tokens()
                                                            == 110)
                                    .get();
                        });
        assertThat(other.estimate(8, 1_000, 0, DOUBLE, 0).tokens())
                .as("a short one is not worth telling")
                .isEqualTo(334);
        here.stop();
        there.stop();
    }

    @Test
    void anExactCountIsOfWhatIsNewInAConversation() {
        assertThat(estimates.counted(1, 3_000, 700, 50, DOUBLE)).isEqualTo(1_500_000_000);
        estimates.learn(TENANT, 1, 2_000, 100_000_000);
        assertThat(estimates.counted(1, 3_000, 600, 50, DOUBLE))
                .isEqualTo(110_000_000 + (200 + 50) * 2_000_000L);
    }

    @Test
    void requestsThatAreNoConversationLearnNothingOfEachOther() {
        estimates.learn(TENANT, 0, 3_000, 1);
        assertThat(estimates.estimate(0, 3_000, 0, DOUBLE, 0).tokens()).isEqualTo(1_000);
    }

    @Test
    void aNewConversationIsThreeBytesATokenAtThePlainInputPrice() {
        assertThat(estimates.estimate(1, 3_001, 0, DOUBLE, 0))
                .isEqualTo(new Estimate(1_001, 2_002_000_000));
    }

    @Test
    void whatWasSentLastTimeCostsWhatItWasBilledAndATenthMore() {
        estimates.learn(TENANT, 1, 3_000, 200_000_000);
        assertThat(estimates.estimate(1, 3_000, 0, DOUBLE, 0))
                .isEqualTo(new Estimate(110, 220_000_000));
        assertThat(estimates.estimate(1, 3_300, 0, DOUBLE, 0))
                .isEqualTo(new Estimate(210, 420_000_000));
    }

    @Test
    void aShorterPromptCostsItsShareOfTheLast() {
        estimates.learn(TENANT, 1, 3_000, 200_000_000);
        Estimate half = estimates.estimate(1, 1_500, 0, DOUBLE, 0);
        assertThat(half.tokens()).isBetween(55L, 56L);
    }

    @Test
    void anotherConversationIsNew() {
        estimates.learn(TENANT, 1, 3_000, 1);
        assertThat(estimates.estimate(2, 3_000, 0, DOUBLE, 0).tokens()).isEqualTo(1_000);
    }

    @Test
    void imagesCountByTheModelsRule() {
        assertThat(estimates.estimate(1, 300, 2, DOUBLE, 765).tokens()).isEqualTo(100 + 2 * 765);
    }

    @Test
    void aModelWhoseInputIsFreeCostsNothing() {
        Multipliers free = Multipliers.of(Map.of(Bucket.OUTPUT, 1L));
        estimates.learn(TENANT, 1, 3_000, 5_000);
        assertThat(estimates.estimate(1, 6_000, 0, free, 0).micro()).isZero();
    }

    @Test
    void theDearestPriceAndTheLargestPromptFit() {
        Multipliers dearest = Multipliers.of(Map.of(Bucket.INPUT, Multipliers.MAX_TOKEN_PPM));
        int bytes = 32 << 20;
        long billed = Multipliers.MAX_TOKEN_PPM * bytes;
        estimates.learn(TENANT, 1, bytes, billed);
        assertThat(estimates.estimate(1, bytes - 1, 0, dearest, 0).micro())
                .isBetween(billed, billed + billed / 5);
    }
}
