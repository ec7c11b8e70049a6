package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.gateway.admission.FaultyCalls.Fault;
import dev.aibridge.gateway.knowledge.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/// Two processes on one wallet that pause and die, whose calls get lost, arrive late or twice: what
/// was given away is always leased, and in the end every micro-token is where it belongs.
class WalletFaultsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Stage STAGE = Stage.open();
    private static final AtomicInteger MOVES = new AtomicInteger();

    enum Move {
        HOLD,
        GROW,
        CLOSE,
        SETTLE,
        SWEEP,
        CREDIT,
        CRASH,
        PAUSE,
        WAKE
    }

    /// @param other whether the second process moves
    record Step(Move move, boolean other, int amount, Fault fault) {}

    /// A database and two gateways on it.
    private record Stage(TestDatabase database, LeaseCalls calls, Till first, Till second) {

        static Stage open() {
            try {
                TestDatabase database = new TestDatabase();
                Pool pool = database.pool(VERTX);
                LeaseCalls calls = new LeaseCalls(pool, Duration.ofSeconds(5));
                Path dir = Files.createTempDirectory("wallet-faults");
                Till first = new Till(VERTX, pool, dir.resolve("first"), Map.of());
                Till second = new Till(VERTX, pool, dir.resolve("second"), Map.of());
                return new Stage(database, calls, first, second);
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("no stage for the tests", e);
            }
        }
    }

    @AfterContainer
    static void disconnect() throws SQLException, IOException {
        System.out.printf("leases: %d moves%n", MOVES.get());
        STAGE.first().close();
        STAGE.second().close();
        STAGE.database().close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Move> moves =
                Arbitraries.of(
                        Move.HOLD,
                        Move.HOLD,
                        Move.HOLD,
                        Move.GROW,
                        Move.GROW,
                        Move.CLOSE,
                        Move.CLOSE,
                        Move.SETTLE,
                        Move.SWEEP,
                        Move.CREDIT,
                        Move.CRASH,
                        Move.PAUSE,
                        Move.WAKE);
        Arbitrary<Fault> faults =
                Arbitraries.oneOf(Arbitraries.just(Fault.NONE), Arbitraries.of(Fault.class));
        return Combinators.combine(
                        moves,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 100),
                        faults)
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(40);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void whatIsGivenAwayIsLeasedAndInTheEndNothingIsLeft(@ForAll("steps") List<Step> steps)
            throws SQLException {
        WalletModel model = new WalletModel(STAGE.database(), 3_000);
        Spender one = new Spender(model, VERTX, STAGE.calls(), STAGE.first());
        Spender two = new Spender(model, VERTX, STAGE.calls(), STAGE.second());
        for (Step step : steps) {
            Spender process = step.other() ? two : one;
            process.calls().next(step.fault());
            move(model, process, step);
            one.awaitQuiet();
            two.awaitQuiet();
            one.proveBacked();
            two.proveBacked();
        }
        one.finish();
        two.finish();
        MOVES.addAndGet(steps.size());
        assertThat(model.leased()).isZero();
        assertThat(model.posted()).isEqualTo(model.credited() - one.charged() - two.charged());
    }

    @Example
    void aTakeThatArrivesAfterALaterCallLeavesNothingLeased() throws SQLException {
        WalletModel model = new WalletModel(STAGE.database(), 3_000);
        Spender process = new Spender(model, VERTX, STAGE.calls(), STAGE.first());
        process.calls().next(Fault.LATE);
        process.hold(100);
        process.sweep();
        process.awaitQuiet();
        process.finish();
        assertThat(model.leased()).isZero();
        assertThat(model.posted()).isEqualTo(model.credited());
    }

    private static void move(WalletModel model, Spender process, Step step) throws SQLException {
        switch (step.move()) {
            case HOLD -> process.hold(step.amount());
            case GROW -> process.grow(step.amount());
            case CLOSE -> process.close(step.amount());
            case SETTLE -> process.settle();
            case SWEEP -> process.sweep();
            case CRASH -> process.crash();
            case PAUSE -> process.pause(true);
            case WAKE -> process.pause(false);
            case CREDIT -> model.credit(step.amount());
        }
    }
}
