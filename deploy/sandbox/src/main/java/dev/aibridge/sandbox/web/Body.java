package dev.aibridge.sandbox.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Reads a request's body up to a limit.
public final class Body {

    private Body() {}

    /// Reads the body of a request.
    ///
    /// @param whole gets the complete body
    /// @param tooLarge runs instead, as soon as the limit is passed
    public static void read(
            HttpServerRequest request, int maxBytes, Consumer<Buffer> whole, Runnable tooLarge) {
        Buffer body = Buffer.buffer();
        request.handler(
                part -> {
                    if (body.length() > maxBytes) {
                        return;
                    }
                    body.appendBuffer(part);
                    if (body.length() > maxBytes) {
                        tooLarge.run();
                    }
                });
        request.endHandler(
                end -> {
                    if (body.length() <= maxBytes) {
                        WebServer.safely(request, () -> whole.accept(body));
                    }
                });
    }
}
