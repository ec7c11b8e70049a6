package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.admission.Hold;
import io.vertx.core.Future;

/// The money behind one stream: what was produced against what is held. The hold grows ahead of the
/// stream, one slice at a time, up to what the answer may cost at most. Lives on one event loop.
final class Allowance {

    /// How a stream stands with its money.
    enum State {
        ENOUGH,
        /// What was held is used up, and more was asked for.
        PENDING,
        /// What was held is used up, and there is no more.
        USED_UP
    }

    /// After a no, how long until it is asked again; the wallet remembers its own no for longer,
    /// but forgets it when it is credited.
    private static final long ASK_AGAIN_NANOS = 250_000_000;

    private final Hold hold;
    private final Reservation size;
    private final long slice;
    private long fixed;
    private long overcounted;
    private boolean asking;
    private boolean refused;
    private long refusedNanos;

    /// @param size what the answer may cost, under the bound that its vendor was given
    /// @param sliceTokens by how many tokens of each choice the hold grows
    Allowance(Hold hold, Reservation size, long sliceTokens) {
        this.hold = hold;
        this.size = size;
        this.fixed = size.fixed();
        this.slice = size.slice(sliceTokens);
    }

    /// Compares, and asks for more when half of a slice is used.
    ///
    /// @param produced tokens of all choices so far
    /// @param answered told when more was asked for and the answer came later
    State at(long produced, Runnable answered) {
        if (hold.amount() >= size.worst()) {
            return State.ENOUGH;
        }
        long used = used(produced);
        if (!asking && hold.amount() - used < slice / 2 && !wasJustRefused()) {
            ask(used, answered);
        }
        if (used < hold.amount()) {
            return State.ENOUGH;
        }
        return asking ? State.PENDING : State.USED_UP;
    }

    private boolean wasJustRefused() {
        return refused && System.nanoTime() - refusedNanos < ASK_AGAIN_NANOS;
    }

    private void ask(long used, Runnable answered) {
        long lacking = Math.max(0, used - hold.amount());
        long need = Math.min(size.worst() - hold.amount(), Math.addExact(lacking, slice));
        Future<Boolean> grown = hold.grow(Math.min(need, size.price()), need);
        if (grown.isComplete()) {
            learn(grown);
            return;
        }
        asking = true;
        grown.onComplete(
                done -> {
                    asking = false;
                    learn(grown);
                    answered.run();
                });
    }

    private void learn(Future<Boolean> grown) {
        refused = grown.failed() || !grown.result();
        refusedNanos = System.nanoTime();
    }

    private long used(long produced) {
        long tokens = Math.max(0, produced - overcounted);
        return Math.addExact(fixed, Math.multiplyExact(size.price(), tokens));
    }

    /// Corrects what was estimated by what was counted.
    ///
    /// @param produced the estimate at the time of the count
    /// @return how many more tokens are paid for
    long counted(long produced, ExactCount.SoFar exact) {
        overcounted = Math.max(0, produced - exact.produced());
        fixed = Math.min(fixed, exact.fixed());
        return size.price() == 0
                ? Long.MAX_VALUE
                : Math.max(0, hold.amount() - used(produced)) / size.price();
    }
}
