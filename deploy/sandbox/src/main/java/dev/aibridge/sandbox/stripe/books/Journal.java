package dev.aibridge.sandbox.stripe.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Writes events: what happened, with the object as it was then.
public final class Journal {

    /// The one version of the API that is spoken.
    public static final String API_VERSION = "2026-07-29.dahlia";

    private final Books books;
    private final InstantSource clock;
    private final Consumer<ObjectNode> delivery;

    /// @param delivery gets each new event
    public Journal(Books books, InstantSource clock, Consumer<ObjectNode> delivery) {
        this.books = books;
        this.clock = clock;
        this.delivery = delivery;
    }

    /// Seconds since 1970.
    public long now() {
        return clock.instant().getEpochSecond();
    }

    /// Records that something happened to an object.
    public void record(String type, ObjectNode object, Cause cause) {
        record(type, object, Json.object(), cause);
    }

    /// Records a change, with the values that the changed fields had before.
    public void record(String type, ObjectNode object, ObjectNode before, Cause cause) {
        ObjectNode event =
                Json.object()
                        .put("id", Kind.EVENT.newId())
                        .put("object", Kind.EVENT.object())
                        .put("api_version", API_VERSION)
                        .put("created", now());
        ObjectNode data = event.putObject("data");
        data.set("object", object.deepCopy());
        if (!before.isEmpty()) {
            data.set("previous_attributes", before);
        }
        event.put("livemode", false).put("pending_webhooks", 0);
        event.set("request", cause.toJson());
        event.put("type", type);
        delivery.accept(books.add(Kind.EVENT, event));
    }
}
