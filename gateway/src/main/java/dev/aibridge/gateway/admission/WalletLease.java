package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.admission.LeaseCalls.Call;
import dev.aibridge.gateway.journal.Heartbeat;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One lease on a wallet in this process: carves holds from it, and asks the database with one call
/// at a time, whose answer serves those who wait in order.
///
/// State changes under the lock; calls are made and waiters told outside it.
final class WalletLease {

    private static final Logger LOG = Logger.getLogger(Wallets.class);
    private static final String NO_DATA_FOUND = "P0002";
    private static final long NO_TAKE = -1;

    private final Vertx vertx;
    private final WalletsConfig config;
    private final WalletMetrics metrics;
    private final Heartbeat heartbeat;
    private final BooleanSupplier mayCarve;
    private final Function<Call, Future<LeaseAnswer>> database;

    private final Lease lease = new Lease();
    private final Demand demand = new Demand(System.nanoTime());
    private final Waiters waiters = new Waiters();
    private final RefusalMemory refused;
    private boolean calling;
    private boolean uncertain;
    private long lostTake = NO_TAKE;
    private boolean exact;
    private boolean stale;
    private boolean refillDue;
    private Retry retry = Retry.NOT_YET;
    private boolean forgotten;
    private long available;
    private long usedAtNanos = System.nanoTime();

    /// Whether a busy wallet was tried again for those who wait.
    private enum Retry {
        NOT_YET,
        SOON,
        DONE
    }

    /// @param mayCarve whether the database still counts on this lease's holder
    WalletLease(
            Vertx vertx,
            WalletsConfig config,
            WalletMetrics metrics,
            Heartbeat heartbeat,
            BooleanSupplier mayCarve,
            Function<Call, Future<LeaseAnswer>> database) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
        this.refused = new RefusalMemory(config.refusalMemory());
        this.heartbeat = heartbeat;
        this.mayCarve = mayCarve;
        this.database = database;
    }

    /// Sets money aside, or `null` when this lease was forgotten in the meantime.
    @Nullable Future<HoldAnswer> hold(long minimum, long need) {
        return ask(new Waiter(minimum, need, false, vertx.getOrCreateContext()));
    }

    /// Sets more aside for a request that is running, while this process may still do so in the
    /// name in which it began.
    Future<HoldAnswer> grow(long minimum, long need) {
        Future<HoldAnswer> answer = null;
        if (mayCarve.getAsBoolean()) {
            answer = ask(new Waiter(minimum, need, true, vertx.getOrCreateContext()));
        }
        return answer != null ? answer : Future.succeededFuture(new HoldAnswer.Unavailable());
    }

    private @Nullable Future<HoldAnswer> ask(Waiter waiter) {
        Future<HoldAnswer> answer;
        Call call;
        synchronized (this) {
            if (forgotten) {
                return null;
            }
            usedAtNanos = System.nanoTime();
            HoldAnswer now = stale ? null : atOnce(waiter);
            if (now == null) {
                waiters.add(waiter);
            }
            answer = now != null ? Future.succeededFuture(now) : waiter.answer();
            call = nextCall();
        }
        make(call);
        return answer;
    }

    private @Nullable HoldAnswer atOnce(Waiter waiter) {
        if (waiters.isEmpty() && lease.free() >= waiter.need()) {
            return held(waiter);
        }
        HoldAnswer no = refused.answer(waiter.minimum(), usedAtNanos);
        return no == null ? null : heldOr(no, waiter);
    }

    private HoldAnswer heldOr(HoldAnswer no, Waiter waiter) {
        if (lease.free() >= waiter.minimum()) {
            return held(waiter);
        }
        metrics.told(no);
        return no;
    }

    /// Carves all that is asked for, or what there is.
    private HoldAnswer held(Waiter waiter) {
        long amount = Math.min(waiter.need(), lease.free());
        lease.carve(amount);
        demand.carved(amount, waiter.isGrowth());
        refillDue = true;
        return new HoldAnswer.Held(new Hold(this, amount, lease.free() + Math.max(0, available)));
    }

    /// Ends a hold.
    void close(long amount, long charge) {
        metrics.closed(amount, charge);
        proceed(
                () -> {
                    usedAtNanos = System.nanoTime();
                    lease.close(amount, charge);
                });
    }

    /// Money came in, or the wallet was suspended: what is free goes back, the database decides.
    void changed() {
        proceed(
                () -> {
                    refused.forget();
                    retry = Retry.NOT_YET;
                    stale = true;
                });
    }

    synchronized long balance() {
        return lease.balance();
    }

    /// Changes the state, then tells and asks what follows from it.
    private void proceed(Runnable change) {
        Call call;
        List<Runnable> tell;
        synchronized (this) {
            change.run();
            serve();
            call = nextCall();
            tell = waiters.drain();
        }
        tell.forEach(Runnable::run);
        make(call);
    }

    /// Serves those in front for whom all they need is free.
    private void serve() {
        while (!stale && !waiters.isEmpty() && lease.free() >= waiters.first().need()) {
            Waiter waiter = waiters.first();
            waiters.tell(waiter, held(waiter));
        }
    }

    /// What to ask the database now; `null` while a call is under way, or when nothing is to ask.
    private @Nullable Call nextCall() {
        if (calling) {
            return null;
        }
        Call call = choose();
        calling = call != null;
        stale = stale && !calling;
        return call;
    }

    private @Nullable Call choose() {
        boolean waiting = !waiters.isEmpty() && retry != Retry.SOON;
        waiters.ask(waiting);
        if (waiting) {
            return takeForWaiters();
        }
        if (uncertain) {
            return null;
        }
        if (stale) {
            return new Call.Return(lease.giveBack());
        }
        if (exact) {
            boolean spare = lease.free() > 0 && waiters.isEmpty();
            return spare ? new Call.Return(lease.giveBack()) : null;
        }
        if (!refillDue || !refused.isEmpty() || !demand.isLow(lease.free())) {
            return null;
        }
        return take(0, demand.lastNeed(), demand.lastNeed());
    }

    /// Near empty, what does not suffice goes back with the question: two gateways that each kept a
    /// part of the last request's money while they asked for the rest would both be refused.
    private Call takeForWaiters() {
        if (exact || stale) {
            lease.giveBack();
        }
        Waiter first = waiters.first();
        long free = lease.free();
        long minimum = Math.max(0, first.minimum() - free);
        return take(minimum, Math.max(minimum, waiters.need() - free), first.need());
    }

    private Call take(long minimum, long need, long one) {
        refillDue = false;
        long want = demand.next(System.nanoTime(), one) - lease.free();
        return new Call.Take(
                lease.granted(), lease.returned(), minimum, need, Math.max(need, want));
    }

    private void make(@Nullable Call call) {
        if (call == null) {
            return;
        }
        (call instanceof Call.Take ? metrics.takes : metrics.returns).increment();
        database.apply(call)
                .onComplete(
                        done -> {
                            if (done.succeeded()) {
                                answered(call, done.result());
                            } else {
                                failed(call, done.cause());
                            }
                        });
    }

    private void answered(Call call, LeaseAnswer answer) {
        heartbeat.seen(answer.incarnation());
        proceed(() -> adopt(call, answer));
    }

    private void adopt(Call call, LeaseAnswer answer) {
        calling = false;
        if (answer.outcome() == LeaseAnswer.Outcome.NOT_LIVE) {
            heartbeat.doubt();
            refuseWaiters(0, new HoldAnswer.Unavailable());
            return;
        }
        uncertain = false;
        lease.adopt(answer);
        available = answer.available();
        if (call instanceof Call.Take) {
            exact = answer.exact();
            taken(answer.outcome());
        }
    }

    private void taken(LeaseAnswer.Outcome outcome) {
        switch (outcome) {
            case GRANTED -> {
                refused.forget();
                retry = Retry.NOT_YET;
                demand.got(lease.free());
                serveFirstInPart();
            }
            case BUSY -> busy();
            case BROKE -> refuse(new HoldAnswer.Broke());
            case CAPPED -> refuse(lease.capped());
            case SUSPENDED -> {
                refuseWaiters(0, new HoldAnswer.Suspended());
                refused.remember(new HoldAnswer.Suspended(), 0);
            }
            case KNOWN, NOT_LIVE -> {}
        }
    }

    /// Whether the one that was asked for has enough with what is free.
    private boolean serveFirstInPart() {
        if (!waiters.firstWasAsking() || lease.free() < waiters.first().minimum()) {
            return false;
        }
        waiters.tell(waiters.first(), held(waiters.first()));
        return true;
    }

    /// Others hold the money: this process' own spending that is not settled yet may be all there
    /// is; else it is worth one more try.
    private void busy() {
        if (!waiters.firstWasAsking() || serveFirstInPart()) {
            return;
        }
        HoldAnswer usedUp = lease.usedUp(waiters.first().minimum());
        if (usedUp != null) {
            refuse(usedUp);
        } else if (retry == Retry.DONE) {
            refuse(new HoldAnswer.Busy());
        } else {
            retry = Retry.SOON;
            long pauseMs = config.retryAfter().toMillis();
            waiters.afterwards(() -> vertx.setTimer(pauseMs, _ -> tryAgain()));
        }
    }

    private void tryAgain() {
        proceed(() -> retry = retry == Retry.SOON ? Retry.DONE : retry);
    }

    /// Refuses the one that was asked for, and who needs as much or more.
    private void refuse(HoldAnswer answer) {
        if (waiters.firstWasAsking() && !serveFirstInPart()) {
            long minimum = waiters.first().minimum();
            refused.remember(answer, minimum);
            refuseWaiters(minimum, answer);
        }
        retry = Retry.NOT_YET;
    }

    private void refuseWaiters(long minimum, HoldAnswer answer) {
        waiters.forEach(
                waiter -> {
                    if (waiter.minimum() >= minimum) {
                        waiters.tell(waiter, heldOr(answer, waiter));
                    }
                });
    }

    /// Nobody knows whether the call had its effect, or still will. The next one carries the same
    /// totals or larger ones, so it can be made at once; but only for someone who waits, or when
    /// idle: the database may be away.
    private void failed(Call call, Throwable cause) {
        if (cause instanceof PgException e && NO_DATA_FOUND.equals(e.getSqlState())) {
            proceed(() -> hasNoWallet());
            return;
        }
        metrics.unknown.increment();
        LOG.warnf("lease call %s: %s", call, cause);
        proceed(
                () -> {
                    calling = false;
                    uncertain = true;
                    lostTake = call instanceof Call.Take t ? t.granted() : lostTake;
                    refuseWaiters(0, new HoldAnswer.Unavailable());
                });
    }

    private void hasNoWallet() {
        calling = false;
        refused.remember(new HoldAnswer.Broke(), 0);
        refuseWaiters(0, new HoldAnswer.Broke());
    }

    /// A lost take may take effect at any time, until the database has granted more than that take
    /// knew of: from then on it is only answered.
    private boolean lostTakeMayCome() {
        return lease.granted() <= lostTake;
    }

    /// Gives all back, and takes the least there is, so that a lost take comes too late: what it
    /// got once this lease is forgotten, nobody would give back.
    private Call outdate() {
        return new Call.Take(lease.granted(), lease.giveBack(), 0, 1, 1);
    }

    /// Gives an unused lease back; when nothing is left and all is settled, it can be forgotten.
    ///
    /// @return whether it was forgotten
    boolean sweep() {
        Call call;
        synchronized (this) {
            if (calling || lease.held() > 0 || !waiters.isEmpty()) {
                return false;
            }
            long idleNanos = System.nanoTime() - usedAtNanos;
            boolean large = lease.free() > available / 10;
            Duration due = large ? config.idleLarge() : config.idle();
            if (idleNanos < due.toNanos()) {
                return false;
            }
            boolean lost = lostTakeMayCome();
            if (lease.free() == 0 && lease.unsettled() == 0 && !uncertain && !lost) {
                forgotten = true;
                return true;
            }
            usedAtNanos = System.nanoTime();
            call = lost ? outdate() : new Call.Return(lease.giveBack());
            calling = true;
            waiters.ask(false);
        }
        make(call);
        return false;
    }
}
