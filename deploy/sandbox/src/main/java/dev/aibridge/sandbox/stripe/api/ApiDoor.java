package dev.aibridge.sandbox.stripe.api;

import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/// Takes API requests from HTTP and plays the armed faults.
public final class ApiDoor {

    private final Vertx vertx;
    private final ApiDesk desk;
    private final ApiFaults faults;

    /// A door before a desk.
    public ApiDoor(Vertx vertx, ApiDesk desk, ApiFaults faults) {
        this.vertx = vertx;
        this.desk = desk;
        this.faults = faults;
    }

    /// Answers a request whose body is complete.
    public void enter(HttpServerRequest request, Buffer body) {
        ApiCall call = ApiCall.of(request, body);
        Optional<ApiFault> fault = faults.draw(call);
        if (fault.isPresent()) {
            play(fault.get(), call, request);
        } else {
            send(request, call, desk.reply(call));
        }
    }

    /// Refuses a request whose body is too large.
    public void tooLarge(HttpServerRequest request) {
        String id = Kind.REQUEST.newId();
        ApiCall call = ApiCall.of(request, Buffer.buffer());
        send(request, call, new ApiDesk.Reply(Nos.tooLarge().answer(), id, id));
    }

    private void play(ApiFault fault, ApiCall call, HttpServerRequest request) {
        String id = Kind.REQUEST.newId();
        Answer instead =
                (fault.status() == 429 ? Nos.rateLimited() : Nos.broken(fault.status())).answer();
        if (fault.afterWork()) {
            desk.reply(call);
        }
        if (fault.sticky()) {
            desk.remember(call, instead, id);
        }
        switch (fault.kind()) {
            case ApiFault.RESET -> request.connection().close();
            case ApiFault.TIMEOUT -> vertx.setTimer(fault.ms(), _ -> request.connection().close());
            default -> send(request, call, new ApiDesk.Reply(instead, id, id));
        }
    }

    private static void send(HttpServerRequest request, ApiCall call, ApiDesk.Reply reply) {
        HttpServerResponse response =
                request.response()
                        .setStatusCode(reply.answer().status())
                        .putHeader("content-type", "application/json")
                        .putHeader("cache-control", "no-cache, no-store")
                        .putHeader("request-id", reply.request())
                        .putHeader("stripe-version", Journal.API_VERSION);
        if (call.isPost() && !call.idempotencyKey().isEmpty()) {
            response.putHeader("idempotency-key", call.idempotencyKey())
                    .putHeader("original-request", reply.original());
        }
        if (reply.isReplayed()) {
            response.putHeader("idempotent-replayed", "true");
        }
        response.end(Buffer.buffer(Json.bytes(reply.answer().body())));
    }
}
