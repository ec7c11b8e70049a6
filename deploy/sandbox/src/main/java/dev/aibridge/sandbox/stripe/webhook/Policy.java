package dev.aibridge.sandbox.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.wire.Json;

/// How new events are delivered.
///
/// @param hold kept until they are released
/// @param drop never delivered
/// @param copies deliveries of each event
/// @param delayMs before each delivery
/// @param jitterMs at most so much more, by chance, which changes their order
/// @param forge a forged delivery takes the place of the true one and isn't repeated
/// @param type only events whose type starts with this; others are delivered as usual
public record Policy(
        boolean hold,
        boolean drop,
        int copies,
        long delayMs,
        long jitterMs,
        Forgery forge,
        String type) {

    private static final long MAX_DELAY_MS = 3_600_000;
    private static final long MAX_COPIES = 100;

    /// What a JSON of it may hold.
    public static final Shape.Fields SHAPE =
            Shape.Fields.none()
                    .with("hold", new Shape.Flag())
                    .with("drop", new Shape.Flag())
                    .with("copies", new Shape.Whole(1, MAX_COPIES))
                    .with("delay_ms", new Shape.Whole(0, MAX_DELAY_MS))
                    .with("jitter_ms", new Shape.Whole(0, MAX_DELAY_MS))
                    .with("forge", Shape.oneOf(Forgery.words()))
                    .with("type", Shape.clearable(100));

    /// As Stripe does.
    public static Policy honest() {
        return of(Json.object());
    }

    /// From values of its shape; what is absent is as Stripe does.
    public static Policy of(ObjectNode values) {
        return new Policy(
                values.path("hold").asBoolean(),
                values.path("drop").asBoolean(),
                values.path("copies").asInt(1),
                values.path("delay_ms").asLong(),
                values.path("jitter_ms").asLong(),
                Forgery.of(values.path("forge").asText(Forgery.NONE.word())),
                values.path("type").asText(""));
    }

    /// The same as JSON.
    public ObjectNode toJson() {
        return Json.object()
                .put("hold", hold)
                .put("drop", drop)
                .put("copies", copies)
                .put("delay_ms", delayMs)
                .put("jitter_ms", jitterMs)
                .put("forge", forge.word())
                .put("type", type);
    }
}
