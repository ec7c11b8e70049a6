package dev.aibridge.gateway.admission;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.admission.LeaseCalls.Call;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Calls to the database of which the next one goes wrong as told.
final class FaultyCalls implements Function<Call, Future<LeaseAnswer>> {

    /// How a call goes wrong.
    enum Fault {
        NONE,
        /// The database is away.
        NOT_SENT,
        /// It took effect, but nobody hears of it.
        ANSWER_LOST,
        /// It is sent again by something on the way.
        TWICE,
        /// It counts as lost, and takes effect after the next call.
        LATE
    }

    private final LeaseCalls calls;
    private final UUID holder;
    private final UUID wallet;
    private final AtomicInteger underway = new AtomicInteger();
    private volatile Fault next = Fault.NONE;
    private volatile Future<?> late = Future.succeededFuture();
    private volatile Runnable delayed = () -> {};

    FaultyCalls(LeaseCalls calls, UUID holder, UUID wallet) {
        this.calls = calls;
        this.holder = holder;
        this.wallet = wallet;
    }

    void next(Fault fault) {
        next = fault;
    }

    boolean quiet() {
        return underway.get() == 0 && late.isComplete();
    }

    /// Lets a late call take effect.
    void release() {
        Runnable call = delayed;
        delayed = () -> {};
        call.run();
    }

    @Override
    public Future<LeaseAnswer> apply(Call call) {
        underway.incrementAndGet();
        Fault fault = next;
        next = Fault.NONE;
        return make(call, fault).onComplete(_ -> done(fault));
    }

    private void done(Fault fault) {
        if (fault != Fault.LATE) {
            release();
        }
        underway.decrementAndGet();
    }

    private Future<LeaseAnswer> make(Call call, Fault fault) {
        return switch (fault) {
            case NONE -> send(call);
            case NOT_SENT -> Future.failedFuture("not sent");
            case ANSWER_LOST -> send(call).compose(_ -> Future.failedFuture("answer lost"));
            case TWICE -> send(call).compose(_ -> send(call));
            case LATE -> {
                delayed = () -> late = send(call);
                yield Future.failedFuture("late");
            }
        };
    }

    private Future<LeaseAnswer> send(Call call) {
        return calls.make(holder, new LeaseId(wallet, UsageEvent.SHARED), call);
    }
}
