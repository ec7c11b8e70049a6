package dev.aibridge.sandbox;

import dev.aibridge.sandbox.control.Control;
import dev.aibridge.sandbox.desk.Counter;
import dev.aibridge.sandbox.vendor.Vendor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a request's body up to its limit and sends it to its vendor or to the controls.
final class Door {

    private static final String CONTROL = "_sandbox";

    private final Counter counter;
    private final Control control;
    private final int maxBodyBytes;

    Door(Counter counter, Control control, int maxBodyBytes) {
        this.counter = counter;
        this.control = control;
        this.maxBodyBytes = maxBodyBytes;
    }

    void enter(HttpServerRequest request) {
        String house = firstSegment(Optional.ofNullable(request.path()).orElse("/"));
        Optional<Vendor> vendor = Vendor.of(house);
        if (vendor.isPresent()) {
            Vendor asked = vendor.get();
            read(
                    request,
                    body -> counter.serve(asked, request, body),
                    () -> counter.tooLarge(asked, request, maxBodyBytes));
        } else if (house.equals(CONTROL)) {
            read(
                    request,
                    body -> control.handle(request, body),
                    () -> request.response().setStatusCode(413).end());
        } else {
            request.response().setStatusCode(404).end("no such vendor\n");
        }
    }

    private void read(HttpServerRequest request, Consumer<Buffer> whole, Runnable tooLarge) {
        Buffer body = Buffer.buffer();
        request.handler(
                part -> {
                    if (body.length() > maxBodyBytes) {
                        return;
                    }
                    body.appendBuffer(part);
                    if (body.length() > maxBodyBytes) {
                        tooLarge.run();
                    }
                });
        request.endHandler(
                end -> {
                    if (body.length() <= maxBodyBytes) {
                        whole.accept(body);
                    }
                });
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
