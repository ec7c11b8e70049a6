package dev.aibridge.gateway.knowledge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/// Brings a result that several requests wait for back to each one's own event loop.
public final class Here {

    private Here() {}

    /// The same result, delivered on the context of whoever calls this.
    public static <T> Future<T> bring(Vertx vertx, Future<T> shared) {
        if (shared.isComplete()) {
            return shared;
        }
        Context context = vertx.getOrCreateContext();
        Promise<T> own = Promise.promise();
        shared.onComplete(result -> context.runOnContext(ignored -> own.handle(result)));
        return own.future();
    }
}
