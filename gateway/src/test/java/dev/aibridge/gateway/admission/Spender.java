package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.gateway.knowledge.Defaults;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

/// One process' lease on the model's wallet, and a plain tally of what it gave away.
final class Spender {

    private static final WalletsConfig CONFIG =
            Defaults.of(
                    WalletsConfig.class,
                    Map.of(
                            "aibridge.wallets.retry-after", "1ms",
                            "aibridge.wallets.refusal-memory", "0s",
                            "aibridge.wallets.idle", "0s",
                            "aibridge.wallets.idle-large", "0s"));

    private final WalletModel model;
    private final Vertx vertx;
    private final Till till;
    private final LeaseCalls database;
    private UUID holder;
    private FaultyCalls calls;
    private boolean paused;
    private final Deque<Hold> open = new ArrayDeque<>();
    private WalletLease lease;
    private long held;
    private long charged;
    private long settled;
    private long settledByHolder;

    Spender(WalletModel model, Vertx vertx, LeaseCalls database, Till till) throws SQLException {
        this.model = model;
        this.vertx = vertx;
        this.till = till;
        this.database = database;
        this.holder = model.register();
        this.calls = new FaultyCalls(database, holder, model.wallet());
        this.lease = newLease();
    }

    /// Dies, and a successor on the same journal books what had ended and closes the dead holder;
    /// what was running, nobody pays.
    void crash() throws SQLException {
        awaitQuiet();
        open.clear();
        held = 0;
        settle();
        model.close(holder);
        calls.release();
        awaitQuiet();
        assertThat(model.backing(holder)).isEqualTo(settledByHolder);
        settledByHolder = 0;
        holder = model.register();
        calls = new FaultyCalls(database, holder, model.wallet());
        lease = newLease();
    }

    /// Has not been heard by the database for too long, or is again.
    void pause(boolean now) {
        paused = now;
    }

    private WalletLease newLease() {
        WalletMetrics metrics = new WalletMetrics(new SimpleMeterRegistry());
        return new WalletLease(vertx, CONFIG, metrics, till.heartbeat(), () -> !paused, calls);
    }

    FaultyCalls calls() {
        return calls;
    }

    void awaitQuiet() {
        soon(calls::quiet);
    }

    long charged() {
        return charged;
    }

    void hold(long need) {
        Future<HoldAnswer> answer = Objects.requireNonNull(lease.hold(need / 2, need));
        soon(answer::isComplete);
        if (answer.result() instanceof HoldAnswer.Held given) {
            assertThat(given.hold().amount()).isBetween(need / 2, need);
            open.add(given.hold());
            held += given.hold().amount();
        }
    }

    /// Lets the oldest hold grow.
    void grow(long need) {
        Hold hold = open.peek();
        if (hold != null) {
            long before = hold.amount();
            Future<Boolean> grown = hold.grow(Math.min(1, need), need);
            soon(grown::isComplete);
            long more = hold.amount() - before;
            assertThat(paused && more > 0).isFalse();
            assertThat(more).isBetween(grown.result() ? 1L : 0L, grown.result() ? need : 0L);
            held += more;
        }
    }

    /// Ends the oldest hold with a charge that it covers.
    void close(long percent) {
        Hold hold = open.poll();
        if (hold != null) {
            long charge = hold.amount() * percent / 100;
            held -= hold.amount();
            charged += charge;
            hold.close(charge);
        }
    }

    void settle() throws SQLException {
        model.settle(holder, charged - settled);
        settledByHolder += charged - settled;
        settled = charged;
    }

    void sweep() {
        if (lease.sweep()) {
            lease = newLease();
        }
    }

    void proveBacked() throws SQLException {
        assertThat(model.backing(holder))
                .isGreaterThanOrEqualTo(settledByHolder + charged - settled + held);
    }

    /// Ends everything, and lets an idle process give back what it has.
    void finish() throws SQLException {
        paused = false;
        while (!open.isEmpty()) {
            close(50);
        }
        awaitQuiet();
        calls.release();
        awaitQuiet();
        settle();
        soon(lease::sweep);
    }

    private static void soon(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO).until(condition);
    }
}
