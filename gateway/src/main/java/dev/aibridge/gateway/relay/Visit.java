package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.routing.Route;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/// A request at the door.
///
/// @param id ours: the client's `x-request-id`, and its usage event's key
/// @param startNanos when it came, by [System#nanoTime()]
record Visit(HttpServerRequest request, UUID id, long startNanos) {

    /// A visit whose caller is known and whose request was read.
    record Asked(Visit visit, Caller caller, Ask ask) {}

    /// One that has somewhere to go.
    record Routed(Asked asked, Route.Served to) {

        HttpServerRequest request() {
            return asked.visit.request;
        }

        Ask ask() {
            return asked.ask;
        }

        Caller caller() {
            return asked.caller;
        }
    }
}
