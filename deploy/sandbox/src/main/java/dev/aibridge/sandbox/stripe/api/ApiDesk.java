package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Expansion;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Read;
import dev.aibridge.sandbox.stripe.params.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers API calls. Used by one event loop.
public final class ApiDesk {

    /// @param request its id
    /// @param original the id of the request that did the work
    record Reply(Answer answer, String request, String original) {
        boolean isReplayed() {
            return !request.equals(original);
        }
    }

    private final InstantSource clock;
    private final String secretKey;
    private final List<Route> routes;
    private final Expansion expansion;
    private final Idempotency idempotency;

    /// @param secretKey the only one it accepts
    /// @param maxKeys idempotency keys; the oldest are forgotten first
    public ApiDesk(
            List<Route> routes, Books books, InstantSource clock, String secretKey, int maxKeys) {
        this.routes = routes;
        this.clock = clock;
        this.secretKey = secretKey;
        this.expansion = new Expansion(books);
        this.idempotency = new Idempotency(maxKeys);
    }

    /// Forgets all idempotency keys.
    public void clear() {
        idempotency.clear();
    }

    /// Lets an idempotency key answer this from now on.
    void remember(ApiCall call, Answer answer, String request) {
        if (call.isPost() && !call.idempotencyKey().isEmpty() && call.params().isPresent()) {
            idempotency.remember(
                    call.idempotencyKey(),
                    new Idempotency.Remembered(
                            call.path(), call.params().get(), answer, request, clock.instant()));
        }
    }

    Reply reply(ApiCall call) {
        String request = Kind.REQUEST.newId();
        Optional<Refusal> atTheDoor = atTheDoor(call);
        return atTheDoor
                .map(refusal -> new Reply(refusal.answer(), request, request))
                .orElseGet(() -> route(call, request));
    }

    private Optional<Refusal> atTheDoor(ApiCall call) {
        if (call.key().isEmpty()) {
            return Optional.of(Nos.noKey());
        }
        if (!call.key().equals(secretKey)) {
            return Optional.of(Nos.wrongKey(call.key()));
        }
        if (!call.version().isEmpty() && !call.version().equals(Journal.API_VERSION)) {
            return Optional.of(Nos.version(call.version()));
        }
        return call.params().isEmpty() ? Optional.of(Nos.unreadable()) : Optional.empty();
    }

    private Reply route(ApiCall call, String request) {
        for (Route route : routes) {
            Optional<String> id = route.match(call.path());
            if (id.isPresent() && route.method().equals(call.method())) {
                return checked(call, route, id.get(), request);
            }
        }
        return new Reply(Nos.route(call.method(), call.path()).answer(), request, request);
    }

    private Reply checked(ApiCall call, Route route, String id, String request) {
        return switch (Read.of(route.shape(), call.params().orElseThrow())) {
            case Read.Bad(var refusal) -> new Reply(refusal.answer(), request, request);
            case Read.Good(var values) ->
                    Expansion.refusal(route.kind(), route.list(), values.path("expand"))
                            .map(refusal -> new Reply(refusal.answer(), request, request))
                            .orElseGet(() -> once(call, route, id, values, request));
        };
    }

    private Reply once(ApiCall call, Route route, String id, ObjectNode values, String request) {
        String key = call.idempotencyKey();
        if (!call.isPost() || key.isEmpty()) {
            Answer answer = work(route, new Asked(id, values, new Cause(request, null)));
            return new Reply(answer, request, request);
        }
        ObjectNode params = call.params().orElseThrow();
        Optional<Idempotency.Remembered> known = idempotency.find(key, clock.instant());
        Optional<Refusal> refusal = Idempotency.refusal(key, known, call.path(), params);
        if (refusal.isPresent()) {
            return new Reply(refusal.get().answer(), request, request);
        }
        if (known.isPresent()) {
            return new Reply(known.get().answer(), request, known.get().request());
        }
        Answer answer = work(route, new Asked(id, values, new Cause(request, key)));
        remember(call, answer, request);
        return new Reply(answer, request, request);
    }

    /// The answer as it is now: a copy that later changes don't reach.
    private Answer work(Route route, Asked asked) {
        Answer answer = route.endpoint().apply(asked);
        return answer.status() == 200 && answer.body() instanceof ObjectNode body
                ? Answer.ok(expansion.expanded(body, asked.values().path("expand")))
                : answer;
    }
}
