package dev.aibridge.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.faults.FaultBoard;
import dev.aibridge.sandbox.ledger.Filter;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// `/_sandbox/health`, `/requests`, `/bill`, `/usage`, `/faults`.
public final class Control {

    private final Ledger ledger;
    private final FaultBoard faults;

    /// The control endpoints over what they show and steer.
    public Control(Ledger ledger, FaultBoard faults) {
        this.ledger = ledger;
        this.faults = faults;
    }

    /// Answers a request whose body is complete.
    public void handle(HttpServerRequest request, Buffer body) {
        switch (request.method().name() + " " + request.path()) {
            case "GET /_sandbox/health" -> send(request, 200, Json.object().put("status", "ok"));
            case "GET /_sandbox/requests" -> send(request, 200, ledger.requests(filter(request)));
            case "GET /_sandbox/bill" -> send(request, 200, ledger.bill(filter(request)));
            case "POST /_sandbox/usage" -> bill(request, body);
            case "DELETE /_sandbox/requests" -> {
                ledger.reset();
                send(request, 200, Json.object().put("status", "forgotten"));
            }
            case "GET /_sandbox/faults" -> send(request, 200, armed());
            case "POST /_sandbox/faults" -> arm(request, body);
            case "DELETE /_sandbox/faults" -> {
                faults.clear();
                send(request, 200, armed());
            }
            default -> send(request, 404, Json.object().put("error", "no such control"));
        }
    }

    private void arm(HttpServerRequest request, Buffer body) {
        Optional<String> objection =
                Json.parse(body.getBytes())
                        .map(faults::arm)
                        .orElse(Optional.of("the body is not JSON"));
        if (objection.isPresent()) {
            send(request, 400, Json.object().put("error", objection.get()));
        } else {
            send(request, 200, armed());
        }
    }

    private void bill(HttpServerRequest request, Buffer body) {
        Optional<PastUsage> usage = Json.parse(body.getBytes()).flatMap(PastUsage::of);
        if (usage.isPresent()) {
            usage.get().bill(ledger);
            send(request, 200, Json.object().put("status", "billed"));
        } else {
            send(request, 400, Json.object().put("error", "not a vendor's usage"));
        }
    }

    private JsonNode armed() {
        return Json.object().set("faults", faults.toJson());
    }

    private static Filter filter(HttpServerRequest request) {
        MultiMap query = request.params();
        return new Filter(
                text(query, "vendor"), number(text(query, "since")), text(query, "contains"));
    }

    private static String text(MultiMap query, String name) {
        return Optional.ofNullable(query.get(name)).orElse("");
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static void send(HttpServerRequest request, int status, JsonNode json) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(Json.bytes(json)));
    }
}
