package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Answers by idempotency key, for a day.
final class Idempotency {

    private static final Duration LIFE = Duration.ofHours(24);
    private static final int MAX_KEY = 255;
    private static final String TYPE = "idempotency_error";

    /// @param request the id of the request that was answered
    record Remembered(String path, ObjectNode params, Answer answer, String request, Instant at) {}

    private final int maxKeys;
    private final SequencedMap<String, Remembered> byKey = new LinkedHashMap<>();

    /// @param maxKeys the oldest are forgotten first
    Idempotency(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /// What this key was answered before.
    Optional<Remembered> find(String key, Instant now) {
        return Optional.ofNullable(byKey.get(key))
                .filter(known -> now.isBefore(known.at().plus(LIFE)));
    }

    /// Why a key can't be used like this.
    static Optional<Refusal> refusal(
            String key, Optional<Remembered> known, String path, ObjectNode params) {
        if (key.length() > MAX_KEY) {
            return no("Idempotency keys are at most %d characters long.".formatted(MAX_KEY));
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String other =
                " Try using a key other than '%s' if you meant to execute a different request."
                        .formatted(key);
        if (!known.get().path().equals(path)) {
            return no(
                    "Keys for idempotent requests can only be used for the same endpoint they were"
                            + " first used for ('%s' vs '%s').".formatted(path, known.get().path())
                            + other);
        }
        return Json.canonical(known.get().params()).equals(Json.canonical(params))
                ? Optional.empty()
                : no(
                        "Keys for idempotent requests can only be used with the same parameters"
                                + " they were first used with."
                                + other);
    }

    void remember(String key, Remembered remembered) {
        byKey.remove(key);
        byKey.put(key, remembered);
        if (byKey.size() > maxKeys) {
            byKey.pollFirstEntry();
        }
    }

    void clear() {
        byKey.clear();
    }

    private static Optional<Refusal> no(String message) {
        return Optional.of(new Refusal(400, TYPE, message, null, null));
    }
}
