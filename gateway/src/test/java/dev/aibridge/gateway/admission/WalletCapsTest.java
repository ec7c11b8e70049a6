package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.knowledge.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletCapsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase database;
    private static Pool pool;

    @TempDir Path dir;

    private UUID tenant;
    private UUID wallet;
    private UUID key;

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

    @BeforeEach
    void come() throws SQLException {
        TestDatabase.Customer customer = database.customer();
        tenant = customer.tenant();
        wallet = customer.wallet();
        key = customer.keyId();
        database.run(
                "SELECT billing.post_credit(?, 1000000000, 'issued', 'a test', 'tests', ?)",
                wallet,
                UUID.randomUUID().toString());
    }

    private Till till(String name) {
        return new Till(
                VERTX, pool, dir.resolve(name), Map.of("aibridge.wallets.refusal-memory", "1h"));
    }

    private void cap(UUID whose, String span, @Nullable Long micro) throws SQLException {
        database.run("SELECT billing.set_cap(?, ?, ?, " + micro + ", false)", tenant, whose, span);
    }

    @Test
    void twoGatewaysNeverPassTheCapOfAKeyThatTheyShare() throws Exception {
        cap(key, "day", 10_000L);
        try (Till one = till("one");
                Till two = till("two")) {
            List<Future<HoldAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Wallets wallets = (i % 2 == 0 ? one : two).wallets();
                answers.add(
                        wallets.hold(wallet, key, 1_000, 1_000).onSuccess(WalletCapsTest::spend));
            }
            Future.all(answers).toCompletionStage().toCompletableFuture().get();
            assertThat(answers.stream().filter(a -> a.result() instanceof HoldAnswer.Held))
                    .hasSize(10);
            assertThat(answers.stream().map(Future::result))
                    .hasOnlyElementsOfTypes(
                            HoldAnswer.Held.class, HoldAnswer.Busy.class, HoldAnswer.Capped.class);
            assertThat(one.hold(wallet, 1_000, 1_000)).isInstanceOf(HoldAnswer.Held.class);
        }
    }

    private static void spend(HoldAnswer answer) {
        if (answer instanceof HoldAnswer.Held held) {
            held.hold().close(held.hold().amount());
        }
    }

    @Test
    void whatThisGatewaySpentItselfIsNotBusyButCapped() throws Exception {
        cap(key, "day", 1_000L);
        cap(key, "total", 5_000L);
        try (Till till = till("one")) {
            spend(till.hold(wallet, key, 900, 900));
            HoldAnswer no = till.hold(wallet, key, 200, 200);
            assertThat(no).isInstanceOf(HoldAnswer.Capped.class);
            long until = ((HoldAnswer.Capped) no).untilMs().orElseThrow();
            assertThat(until)
                    .isEqualTo(
                            Long.parseLong(
                                    database.ask(
                                            "SELECT (extract(epoch FROM ends_at) * 1000)::bigint"
                                                    + " FROM billing.budget WHERE key_id = ? AND span = 'day'",
                                            key)));
            assertThat(till.hold(wallet, key, 100, 100)).isInstanceOf(HoldAnswer.Held.class);
        }
    }

    @Test
    void aCapWithoutEndNamesNone() throws Exception {
        cap(UsageEvent.SHARED, "total", 1_000L);
        try (Till till = till("one")) {
            HoldAnswer no = till.hold(wallet, 1_001, 1_001);
            assertThat(no).isInstanceOf(HoldAnswer.Capped.class);
            assertThat(((HoldAnswer.Capped) no).untilMs()).isEmpty();
        }
    }

    @Test
    void aRaisedCapServesAndALoweredOneRefusesAsSoonAsItIsHeardOf() throws Exception {
        cap(key, "day", 100L);
        try (Till till = till("one")) {
            assertThat(till.hold(wallet, key, 101, 101)).isInstanceOf(HoldAnswer.Capped.class);
            cap(key, "day", 1_000_000L);
            till.wallets().changed(wallet);
            spend(till.hold(wallet, key, 101, 101));
            assertThat(till.hold(wallet, key, 101, 101)).isInstanceOf(HoldAnswer.Held.class);
            cap(key, "day", 200L);
            till.wallets().changed(wallet);
            assertThat(till.hold(wallet, key, 101, 101)).isInstanceOf(HoldAnswer.Capped.class);
            cap(key, "day", null);
            till.wallets().changed(wallet);
            assertThat(till.hold(wallet, key, 101, 101)).isInstanceOf(HoldAnswer.Held.class);
        }
    }

    @Test
    void aHoldIsCutToWhatTheCapLeavesAndReachesNoFurther() throws Exception {
        cap(key, "week", 700L);
        try (Till till = till("one")) {
            HoldAnswer answer = till.hold(wallet, key, 500, 1_000);
            assertThat(answer).isInstanceOf(HoldAnswer.Held.class);
            Hold hold = ((HoldAnswer.Held) answer).hold();
            assertThat(hold.amount()).isEqualTo(700);
            assertThat(hold.reach()).isEqualTo(700);
            assertThat(hold.grow(1, 100).toCompletionStage().toCompletableFuture().get()).isFalse();
        }
    }
}
