package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.admission.LeaseCalls.Call;
import dev.aibridge.gateway.journal.Heartbeat;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One wallet's lease in this process: carves holds from it, and asks the database with one call at
/// a time, whose answer serves those who wait in order.
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
    private final Function<Call, Future<LeaseAnswer>> database;

    private final Lease lease = new Lease();
    private final Demand demand = new Demand(System.nanoTime());
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final List<Runnable> told = new ArrayList<>();
    private @Nullable Waiter asking;
    private @Nullable Refused refused;
    private boolean calling;
    private boolean uncertain;
    private long lostTake = NO_TAKE;
    private boolean exact;
    private boolean refillDue;
    private boolean doubtful;
    private Retry retry = Retry.NOT_YET;
    private boolean forgotten;
    private long available;
    private long usedAtNanos = System.nanoTime();

    /// A "no" that answers others too.
    private record Refused(HoldAnswer answer, long minimum, long untilNanos) {}

    /// Whether a busy wallet was tried again for those who wait.
    private enum Retry {
        NOT_YET,
        SOON,
        DONE
    }

    WalletLease(
            Vertx vertx,
            WalletsConfig config,
            WalletMetrics metrics,
            Heartbeat heartbeat,
            Function<Call, Future<LeaseAnswer>> database) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
        this.heartbeat = heartbeat;
        this.database = database;
    }

    /// Sets money aside, or `null` when this lease was forgotten in the meantime.
    @Nullable Future<HoldAnswer> hold(long minimum, long need) {
        Future<HoldAnswer> answer;
        Call call;
        synchronized (this) {
            if (forgotten) {
                return null;
            }
            usedAtNanos = System.nanoTime();
            HoldAnswer now = doubtful ? null : atOnce(minimum, need);
            answer = now != null ? Future.succeededFuture(now) : waitFor(minimum, need);
            call = nextCall();
        }
        make(call);
        return answer;
    }

    private @Nullable HoldAnswer atOnce(long minimum, long need) {
        if (waiters.isEmpty() && lease.free() >= need) {
            return held(need);
        }
        Refused no = refused;
        if (no == null || usedAtNanos - no.untilNanos() > 0 || minimum < no.minimum()) {
            return null;
        }
        return lease.free() >= minimum ? held(Math.min(need, lease.free())) : no.answer();
    }

    private HoldAnswer held(long amount) {
        lease.carve(amount);
        demand.carved(amount);
        refillDue = true;
        return new HoldAnswer.Held(new Hold(this, amount));
    }

    private Future<HoldAnswer> waitFor(long minimum, long need) {
        Waiter waiter = new Waiter(minimum, need, vertx.getOrCreateContext());
        waiters.add(waiter);
        return waiter.answer();
    }

    /// Ends a hold.
    void close(long amount, long charge) {
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
                    refused = null;
                    retry = Retry.NOT_YET;
                    doubtful = true;
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
            tell = told.isEmpty() ? List.of() : List.copyOf(told);
            told.clear();
        }
        tell.forEach(Runnable::run);
        make(call);
    }

    /// Serves those in front for whom all they need is free.
    private void serve() {
        while (!doubtful && !waiters.isEmpty() && lease.free() >= waiters.element().need()) {
            Waiter waiter = waiters.remove();
            tell(waiter, held(waiter.need()));
        }
    }

    private void tell(Waiter waiter, HoldAnswer answer) {
        told.add(() -> waiter.tell(answer));
    }

    /// What to ask the database now; `null` while a call is under way, or when nothing is to ask.
    private @Nullable Call nextCall() {
        if (calling) {
            return null;
        }
        Call call = choose();
        calling = call != null;
        return call;
    }

    private @Nullable Call choose() {
        boolean waiting = !waiters.isEmpty() && retry != Retry.SOON;
        asking = waiting ? waiters.element() : null;
        if (waiting) {
            return takeForWaiters();
        }
        if (uncertain) {
            return null;
        }
        if (exact || doubtful) {
            doubtful = !waiters.isEmpty();
            boolean spare = lease.free() > 0 && waiters.isEmpty();
            return spare ? new Call.Return(lease.giveBack()) : null;
        }
        if (!refillDue || refused != null || !demand.isLow(lease.free())) {
            return null;
        }
        return take(0, demand.lastNeed(), demand.lastNeed());
    }

    /// Near empty, what does not suffice goes back with the question: two gateways that each kept a
    /// part of the last request's money while they asked for the rest would both be refused.
    private Call takeForWaiters() {
        if (exact || doubtful) {
            doubtful = false;
            lease.giveBack();
        }
        Waiter first = waiters.element();
        long free = lease.free();
        long sum = 0;
        for (Waiter waiter : waiters) {
            sum = Math.min(Demand.LIMIT, sum + Math.min(Demand.LIMIT, waiter.need()));
        }
        long minimum = Math.max(0, first.minimum() - free);
        return take(minimum, Math.max(minimum, sum - free), first.need());
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
                refused = null;
                retry = Retry.NOT_YET;
                demand.got(lease.free());
                serveFirstInPart();
            }
            case BUSY -> busy();
            case BROKE -> refuse(new HoldAnswer.Broke());
            case SUSPENDED -> {
                refuseWaiters(0, new HoldAnswer.Suspended());
                remember(0, new HoldAnswer.Suspended());
            }
            case KNOWN, NOT_LIVE -> {}
        }
    }

    private boolean firstWasAsking() {
        return asking != null && waiters.peek() == asking;
    }

    /// Whether the one that was asked for has enough with what is free.
    private boolean serveFirstInPart() {
        if (!firstWasAsking() || lease.free() < waiters.element().minimum()) {
            return false;
        }
        Waiter first = waiters.remove();
        tell(first, held(Math.min(first.need(), lease.free())));
        return true;
    }

    /// Others hold the money: this process' own spending that is not settled yet may be all there
    /// is; else it is worth one more try.
    private void busy() {
        if (!firstWasAsking() || serveFirstInPart()) {
            return;
        }
        if (lease.balance() < waiters.element().minimum()) {
            refuse(new HoldAnswer.Broke());
        } else if (retry == Retry.DONE) {
            refuse(new HoldAnswer.Busy());
        } else {
            retry = Retry.SOON;
            told.add(() -> vertx.setTimer(config.retryAfter().toMillis(), _ -> tryAgain()));
        }
    }

    private void tryAgain() {
        proceed(() -> retry = retry == Retry.SOON ? Retry.DONE : retry);
    }

    /// Refuses the one that was asked for, and who needs as much or more.
    private void refuse(HoldAnswer answer) {
        if (firstWasAsking() && !serveFirstInPart()) {
            long minimum = waiters.element().minimum();
            remember(minimum, answer);
            refuseWaiters(minimum, answer);
        }
        retry = Retry.NOT_YET;
    }

    private void remember(long minimum, HoldAnswer answer) {
        long untilNanos = System.nanoTime() + config.refusalMemory().toNanos();
        refused = new Refused(answer, minimum, untilNanos);
    }

    private void refuseWaiters(long minimum, HoldAnswer answer) {
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (waiter.minimum() >= minimum) {
                all.remove();
                long free = lease.free();
                boolean enough = free >= waiter.minimum();
                tell(waiter, enough ? held(Math.min(free, waiter.need())) : answer);
            }
        }
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
        remember(0, new HoldAnswer.Broke());
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
            asking = null;
        }
        make(call);
        return false;
    }
}
