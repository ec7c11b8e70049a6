package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.wire.Json;

/// What the API does to some of the next calls instead of answering them.
///
/// @param kind what happens
/// @param status of a `status` fault
/// @param afterWork whether the work is done before, so that the caller can't know
/// @param sticky whether the idempotency key remembers the fault's answer, as Stripe does, and not
///   what the work came to
/// @param method only such calls; empty for all
/// @param path only paths that start with this
/// @param ms how long a `timeout` keeps the connection open
public record ApiFault(
        String kind,
        int status,
        boolean afterWork,
        boolean sticky,
        String method,
        String path,
        long ms) {

    /// Closes the connection without an answer.
    static final String RESET = "reset";

    /// Keeps the connection open without an answer.
    static final String TIMEOUT = "timeout";

    private static final String STATUS = "status";
    private static final long MAX_TIMES = 1_000;

    /// What a JSON of it may hold, with `times`.
    public static final Shape.Fields SHAPE =
            Shape.Fields.none()
                    .needing("fault", Shape.oneOf(STATUS, TIMEOUT, RESET))
                    .with("code", new Shape.Whole(400, 599))
                    .with("after_work", new Shape.Flag())
                    .with("sticky", new Shape.Flag())
                    .with("method", Shape.oneOf("GET", "POST"))
                    .with("path", Shape.text(200))
                    .with("ms", new Shape.Whole(1, 600_000))
                    .with("times", new Shape.Whole(1, MAX_TIMES));

    /// From values of its shape.
    public static ApiFault of(ObjectNode values) {
        return new ApiFault(
                values.path("fault").asText(),
                values.path("code").asInt(500),
                values.path("after_work").asBoolean(),
                values.path("sticky").asBoolean(),
                values.path("method").asText(""),
                values.path("path").asText(""),
                values.path("ms").asLong(600_000));
    }

    boolean fits(ApiCall call) {
        return (method.isEmpty() || method.equals(call.method())) && call.path().startsWith(path);
    }

    /// The same as JSON.
    ObjectNode toJson() {
        return Json.object()
                .put("fault", kind)
                .put("code", status)
                .put("after_work", afterWork)
                .put("sticky", sticky)
                .put("method", method)
                .put("path", path)
                .put("ms", ms);
    }
}
