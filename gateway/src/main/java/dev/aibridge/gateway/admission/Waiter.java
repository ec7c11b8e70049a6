package dev.aibridge.gateway.admission;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/// A request that waits for money; it is told on the context it asked from.
final class Waiter {

    private final long minimum;
    private final long need;
    private final boolean growth;
    private final Context context;
    private final Promise<HoldAnswer> promise = Promise.promise();

    /// @param growth whether its request is running
    Waiter(long minimum, long need, boolean growth, Context context) {
        this.minimum = minimum;
        this.need = need;
        this.growth = growth;
        this.context = context;
    }

    long minimum() {
        return minimum;
    }

    long need() {
        return need;
    }

    boolean isGrowth() {
        return growth;
    }

    Future<HoldAnswer> answer() {
        return promise.future();
    }

    void tell(HoldAnswer answer) {
        context.runOnContext(_ -> promise.complete(answer));
    }
}
