package dev.aibridge.gateway.auth;

import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the database said about one hash.
///
/// @param keyId the key, or `null` when no key has this hash
/// @param expiresAtMs milliseconds since 1970 by the database's clock
/// @param answer what a request with it gets until then
/// @param askedNanos when it was asked, by the monotonic clock
/// @param confirmed whether asking again has not failed since
/// @param lasting whether it stays true until announced otherwise
record Knowledge(
        @Nullable UUID keyId,
        @Nullable UUID tenantId,
        long expiresAtMs,
        Future<Authentication> answer,
        long askedNanos,
        boolean confirmed,
        boolean lasting) {

    static final long NEVER = Long.MAX_VALUE;

    /// The same, after the database did not answer.
    Knowledge unconfirmed(long nowNanos) {
        return new Knowledge(keyId, tenantId, expiresAtMs, answer, nowNanos, false, lasting);
    }
}
