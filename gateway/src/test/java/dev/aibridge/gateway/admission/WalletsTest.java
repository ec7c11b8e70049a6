package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.knowledge.Cable;
import dev.aibridge.gateway.knowledge.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase database;
    private static Pool pool;

    @TempDir Path dir;

    @BeforeAll
    static void connect() throws SQLException {
        database = new TestDatabase();
        pool = database.pool(VERTX);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        database.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private Till till(String... settings) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put("aibridge.wallets." + settings[i], settings[i + 1]);
        }
        return new Till(VERTX, pool, dir, values);
    }

    private static UUID wallet(long micro) throws SQLException {
        UUID wallet = database.customer().wallet();
        if (micro > 0) {
            credit(wallet, micro);
        }
        return wallet;
    }

    private static void credit(UUID wallet, long micro) throws SQLException {
        String sql = "SELECT billing.post_credit(?, ?, 'issued', 'a test', 'tests', ?)";
        database.run(sql, wallet, micro, UUID.randomUUID().toString());
    }

    private static long leased(UUID wallet) {
        try {
            return Long.parseLong(
                    database.ask("SELECT leased FROM billing.wallet WHERE id = ?", wallet));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tenGatewaysDrainOneWalletToExactlyNothing() throws Exception {
        int gateways = 10;
        UUID wallet = wallet(10 * 1_000);
        List<Till> tills = new ArrayList<>();
        try {
            for (int i = 0; i < gateways; i++) {
                tills.add(new Till(VERTX, pool, dir.resolve("gateway" + i), Map.of()));
            }
            List<Future<HoldAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Wallets wallets = tills.get(i % gateways).wallets();
                answers.add(wallets.hold(wallet, 1_000, 1_000).map(WalletsTest::spend));
            }
            Future.all(answers).toCompletionStage().toCompletableFuture().get();
            assertThat(answers.stream().filter(a -> a.result() instanceof HoldAnswer.Held))
                    .hasSize(10);
            assertThat(answers.stream().map(Future::result))
                    .hasOnlyElementsOfTypes(
                            HoldAnswer.Held.class, HoldAnswer.Busy.class, HoldAnswer.Broke.class);
            assertThat(leased(wallet)).isEqualTo(10_000);
        } finally {
            for (Till till : tills) {
                till.close();
            }
        }
    }

    private static HoldAnswer spend(HoldAnswer answer) {
        if (answer instanceof HoldAnswer.Held held) {
            held.hold().close(held.hold().amount());
        }
        return answer;
    }

    @Test
    void inTheSteadyStateAHoldIsAnsweredAtOnce() throws Exception {
        UUID wallet = wallet(1_000_000_000);
        try (Till till = till()) {
            till.held(wallet, 100, 100).close(100);
            int atOnce = 0;
            for (int i = 0; i < 1_000; i++) {
                Future<HoldAnswer> answer = till.wallets().hold(wallet, 100, 100);
                atOnce += answer.isComplete() ? 1 : 0;
                spend(answer.toCompletionStage().toCompletableFuture().get());
            }
            assertThat(atOnce).isGreaterThan(900);
            assertThat(till.wallets().balanceEstimate(wallet, UsageEvent.SHARED))
                    .isEqualTo(1_000_000_000 - 100_100);
        }
    }

    @Test
    void anEmptyWalletIsBrokeAndOneThatNobodyMadeToo() throws Exception {
        UUID empty = wallet(0);
        try (Till till = till()) {
            assertThat(till.hold(empty, 1, 100)).isInstanceOf(HoldAnswer.Broke.class);
            assertThat(till.hold(UUID.randomUUID(), 1, 100)).isInstanceOf(HoldAnswer.Broke.class);
        }
    }

    @Test
    void aRefusalIsRememberedUntilACreditIsHeardOf() throws Exception {
        UUID wallet = wallet(0);
        try (Till till = till("refusal-memory", "1h")) {
            assertThat(till.hold(wallet, 1, 100)).isInstanceOf(HoldAnswer.Broke.class);
            credit(wallet, 1_000);
            assertThat(till.hold(wallet, 1, 100)).isInstanceOf(HoldAnswer.Broke.class);
            till.wallets().changed(wallet);
            assertThat(till.held(wallet, 1, 100).amount()).isEqualTo(100);
        }
    }

    @Test
    void aSuspendedWalletIsSaidToBe() throws Exception {
        UUID wallet = wallet(1_000);
        database.run("UPDATE billing.wallet SET status = 'suspended' WHERE id = ?", wallet);
        try (Till till = till()) {
            assertThat(till.hold(wallet, 1, 100)).isInstanceOf(HoldAnswer.Suspended.class);
        }
    }

    @Test
    void aWalletThatOwesIsRefusedAsSoonAsItIsHeardOfThoughALeaseIsFull() throws Exception {
        UUID wallet = wallet(1_000_000_000);
        try (Till till = till()) {
            till.held(wallet, 100, 100).close(100);
            assertThat(leased(wallet)).isGreaterThan(200);
            database.run("UPDATE billing.wallet SET debt = 1 WHERE id = ?", wallet);
            assertThat(till.hold(wallet, 1, 100)).isInstanceOf(HoldAnswer.Held.class);
            till.wallets().changed(wallet);
            assertThat(till.hold(wallet, 1, 100)).isInstanceOf(HoldAnswer.Suspended.class);
            database.run("UPDATE billing.wallet SET debt = 0 WHERE id = ?", wallet);
            till.wallets().changed(wallet);
            assertThat(till.hold(wallet, 1, 100)).isInstanceOf(HoldAnswer.Held.class);
        }
    }

    @Test
    void moneyHeldByARunningRequestIsBusyUntilItEnds() throws Exception {
        UUID wallet = wallet(1_000);
        try (Till till = till("refusal-memory", "0s")) {
            Hold all = till.held(wallet, 1_000, 1_000);
            assertThat(till.hold(wallet, 500, 500)).isInstanceOf(HoldAnswer.Busy.class);
            all.close(400);
            assertThat(till.held(wallet, 600, 600).amount()).isEqualTo(600);
            assertThat(till.hold(wallet, 601, 700)).isInstanceOf(HoldAnswer.Broke.class);
        }
    }

    @Test
    void aWaitingRequestGetsWhatAnotherOneLeaves() throws Exception {
        UUID wallet = wallet(1_000);
        try (Till till = till("retry-after", "5s")) {
            Hold all = till.held(wallet, 1_000, 1_000);
            Future<HoldAnswer> waiting = till.wallets().hold(wallet, 800, 800);
            await().until(() -> leased(wallet) == 1_000);
            all.close(100);
            HoldAnswer answer = waiting.toCompletionStage().toCompletableFuture().get();
            assertThat(answer).isInstanceOf(HoldAnswer.Held.class);
        }
    }

    @Test
    void nearEmptyAHoldIsCutToWhatThereIs() throws Exception {
        UUID wallet = wallet(700);
        try (Till till = till()) {
            assertThat(till.held(wallet, 500, 1_000).amount()).isEqualTo(700);
        }
    }

    @Test
    void nearEmptyTheRestGoesBackWhenARequestEnds() throws Exception {
        UUID wallet = wallet(1_000);
        try (Till till = till()) {
            Hold hold = till.held(wallet, 300, 300);
            assertThat(leased(wallet)).isEqualTo(300);
            hold.close(100);
            hold.close(100);
            await().until(() -> leased(wallet) == 100);
        }
    }

    @Test
    void anUnusedLeaseGoesBackAndIsForgotten() throws Exception {
        UUID wallet = wallet(1_000_000);
        try (Till till = till("idle", "100ms", "idle-large", "50ms", "sweep-interval", "20ms")) {
            till.held(wallet, 100, 100).close(0);
            assertThat(leased(wallet)).isEqualTo(400);
            await().until(() -> leased(wallet) == 0);
            await().until(() -> till.wallets().balanceEstimate(wallet, UsageEvent.SHARED) == 0);
            assertThat(till.held(wallet, 100, 100).amount()).isEqualTo(100);
        }
    }

    private static boolean grown(Hold hold, long minimum, long need) throws Exception {
        return hold.grow(minimum, need).toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void aRunningRequestsHoldGrowsFromTheLeaseAndThenFromTheWallet() throws Exception {
        UUID wallet = wallet(10_000);
        try (Till till = till()) {
            Hold hold = till.held(wallet, 100, 100);
            assertThat(hold.grow(1, 200).result()).as("from the lease, at once").isTrue();
            assertThat(hold.amount()).isEqualTo(300);
            assertThat(grown(hold, 1, 5_000)).isTrue();
            assertThat(hold.amount()).isEqualTo(5_300);
            hold.close(5_300);
            assertThat(till.wallets().balanceEstimate(wallet, UsageEvent.SHARED)).isEqualTo(4_700);
        }
    }

    @Test
    void aHoldGrowsToTheLastMicroTokenAndNoFurther() throws Exception {
        UUID wallet = wallet(1_000);
        try (Till till = till("refusal-memory", "0s")) {
            Hold hold = till.held(wallet, 300, 300);
            assertThat(grown(hold, 1, 900)).isTrue();
            assertThat(hold.amount()).isEqualTo(1_000);
            assertThat(grown(hold, 1, 1)).isFalse();
            credit(wallet, 50);
            assertThat(grown(hold, 1, 100)).isTrue();
            assertThat(hold.amount()).isEqualTo(1_050);
            assertThat(leased(wallet)).isEqualTo(1_050);
        }
    }

    @Test
    void whatIsGrantedToARequestThatHasEndedGoesBack() throws Exception {
        UUID wallet = wallet(1_000);
        try (Till till = till()) {
            Hold hold = till.held(wallet, 300, 300);
            Future<Boolean> late = hold.grow(1, 400);
            hold.close(300);
            assertThat(late.toCompletionStage().toCompletableFuture().get()).isFalse();
            await().until(() -> leased(wallet) == 300);
        }
    }

    @Test
    void aHoldKnowsHowFarItCouldGrow() throws Exception {
        UUID wallet = wallet(100_000);
        try (Till till = till()) {
            assertThat(till.held(wallet, 100, 100).reach()).isEqualTo(100_000);
            assertThat(till.held(wallet, 100, 100).reach()).isEqualTo(99_900);
            credit(wallet, 900_000);
            till.wallets().changed(wallet);
            await().untilAsserted(
                            () ->
                                    assertThat(till.held(wallet, 1, 1).reach())
                                            .isGreaterThan(900_000));
        }
    }

    @Test
    void withTheDatabaseAwayARunningRequestGrowsInsideTheLeaseAlone() throws Exception {
        UUID wallet = wallet(1_000_000);
        var address = database.address();
        try (Cable cable = new Cable(VERTX, address.getHost(), address.getPort())) {
            Pool cut = TestDatabase.pool(VERTX, address.setHost("127.0.0.1").setPort(cable.port()));
            try (Till till =
                    new Till(VERTX, cut, dir, Map.of("aibridge.wallets.call-timeout", "200ms"))) {
                Hold hold = till.held(wallet, 100, 100);
                cable.cut();
                assertThat(grown(hold, 1, 300)).isTrue();
                assertThat(grown(hold, 1, 100)).isFalse();
                assertThat(hold.amount()).isEqualTo(400);
                cable.mend();
                await().atMost(Duration.ofSeconds(10)).until(() -> grown(hold, 1, 100));
            }
        }
    }

    @Test
    void withTheDatabaseAwayTheLeaseIsUsedUpAndThenNothingIsPromised() throws Exception {
        UUID wallet = wallet(1_000_000);
        var address = database.address();
        try (Cable cable = new Cable(VERTX, address.getHost(), address.getPort())) {
            Pool cut = TestDatabase.pool(VERTX, address.setHost("127.0.0.1").setPort(cable.port()));
            try (Till till =
                    new Till(VERTX, cut, dir, Map.of("aibridge.wallets.call-timeout", "1s"))) {
                till.held(wallet, 100, 100);
                cable.cut();
                for (int i = 0; i < 3; i++) {
                    till.held(wallet, 100, 100);
                }
                assertThat(till.hold(wallet, 100, 100)).isInstanceOf(HoldAnswer.Unavailable.class);
                cable.mend();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> till.hold(wallet, 100, 100) instanceof HoldAnswer.Held);
                assertThat(leased(wallet)).isGreaterThanOrEqualTo(500);
            }
        }
    }
}
