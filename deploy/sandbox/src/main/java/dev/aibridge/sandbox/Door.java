package dev.aibridge.sandbox;

import dev.aibridge.sandbox.control.Control;
import dev.aibridge.sandbox.desk.Counter;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.web.Body;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

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
            Body.read(
                    request,
                    maxBodyBytes,
                    body -> counter.serve(asked, request, body),
                    () -> counter.tooLarge(asked, request, maxBodyBytes));
        } else if (house.equals(CONTROL)) {
            Body.read(
                    request,
                    maxBodyBytes,
                    body -> control.handle(request, body),
                    () -> request.response().setStatusCode(413).end());
        } else {
            request.response().setStatusCode(404).end("no such vendor\n");
        }
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
