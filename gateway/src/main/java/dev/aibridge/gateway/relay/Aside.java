package dev.aibridge.gateway.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Work that takes milliseconds: aside from the event loop, with its result brought back to it.
final class Aside {

    /// JSON from here on is read aside: the event loop must not be held up for more than
    /// milliseconds.
    static final int LARGE_BYTES = 1 << 20;

    private Aside() {}

    static <T> Future<T> run(Vertx vertx, Callable<T> work) {
        return vertx.executeBlocking(work, false).map(result -> Objects.requireNonNull(result));
    }
}
