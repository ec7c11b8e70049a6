package dev.aibridge.sandbox.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One event on its way.
final class Delivery {

    private static final int MAX_ATTEMPTS = 1_000;

    /// One try.
    ///
    /// @param status 0 when there was no answer
    /// @param failure empty when there was one
    record Attempt(Instant at, Forgery forge, int status, String failure) {}

    private final ObjectNode event;
    private final List<Attempt> attempts = new ArrayList<>();
    private String state = "waiting";

    Delivery(ObjectNode event) {
        this.event = event;
    }

    ObjectNode event() {
        return event;
    }

    void held() {
        state = "held";
    }

    void dropped() {
        state = "dropped";
        event.put("pending_webhooks", 0);
    }

    void waits() {
        state = "waiting";
        event.put("pending_webhooks", 1);
    }

    void taken() {
        state = "delivered";
        event.put("pending_webhooks", 0);
    }

    void givenUp() {
        state = isTaken() ? state : "given_up";
        event.put("pending_webhooks", 0);
    }

    boolean isTaken() {
        return state.equals("delivered");
    }

    void tried(Attempt attempt) {
        if (attempts.size() < MAX_ATTEMPTS) {
            attempts.add(attempt);
        }
    }

    ObjectNode toJson() {
        ObjectNode json =
                Json.object()
                        .put("id", event.path("id").asText())
                        .put("type", event.path("type").asText())
                        .put("object", event.path("data").path("object").path("id").asText())
                        .put("created", event.path("created").asLong())
                        .put("state", state);
        var list = json.putArray("attempts");
        for (Attempt attempt : attempts) {
            list.addObject()
                    .put("at", attempt.at().toString())
                    .put("forge", attempt.forge().word())
                    .put("status", attempt.status())
                    .put("failure", attempt.failure());
        }
        return json;
    }
}
