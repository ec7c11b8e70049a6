package dev.aibridge.gateway.auth;

import dev.aibridge.common.tenancy.ApiKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/// What a request's headers say about its key. Only what has the shape of our keys counts: agents
/// may send a foreign credential beside ours.
sealed interface Credentials {

    /// Nothing of our shape.
    record None() implements Credentials {}

    /// One key, however often it was sent.
    record One(String key) implements Credentials {}

    /// Two different keys of our shape.
    record Conflicting() implements Credentials {}

    Credentials NONE = new None();

    /// Reads `Authorization`, `x-api-key` and `x-goog-api-key`.
    static Credentials of(MultiMap headers) {
        Credentials found = NONE;
        for (String value : headers.getAll(HttpHeaders.AUTHORIZATION)) {
            found = found.and(bearer(value));
        }
        for (String value : headers.getAll("x-api-key")) {
            found = found.and(value.strip());
        }
        for (String value : headers.getAll("x-goog-api-key")) {
            found = found.and(value.strip());
        }
        return found;
    }

    private static String bearer(String value) {
        String scheme = "Bearer ";
        return value.regionMatches(true, 0, scheme, 0, scheme.length())
                ? value.substring(scheme.length()).strip()
                : "";
    }

    private Credentials and(String candidate) {
        if (!ApiKey.isWellFormed(candidate)) {
            return this;
        }
        return switch (this) {
            case None none -> new One(candidate);
            case One one -> one.key().equals(candidate) ? one : new Conflicting();
            case Conflicting conflicting -> conflicting;
        };
    }
}
