package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.refusal.Refusal;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/// Whether a request is within its key's and its tenant's requests per minute.
public sealed interface RateLimit {

    /// What the client is told of the limit that is nearest.
    Standing standing();

    /// It is. Given back when the request is refused later: refused requests use up nothing.
    final class Granted implements RateLimit {

        private final Standing standing;
        final Permit key;
        final @Nullable Permit tenant;

        Granted(Permit key, @Nullable Permit tenant) {
            this.key = key;
            this.tenant = tenant;
            this.standing =
                    Standing.of(
                            tenant != null && tenant.remaining() < key.remaining() ? tenant : key);
        }

        @Override
        public Standing standing() {
            return standing;
        }
    }

    /// It is not.
    ///
    /// @param refusal 429, naming the limit, with the wait until its window ends
    record Refused(Refusal refusal, Standing standing) implements RateLimit {}

    /// Where a limit stands.
    ///
    /// @param limit requests per minute
    /// @param remaining how many are left in this window; 0 or more
    /// @param resetAt when it ends, ISO 8601, by the database's clock
    record Standing(int limit, int remaining, String resetAt) {

        static Standing of(Permit permit) {
            return new Standing(permit.limit(), permit.remaining(), permit.resetAt());
        }

        /// Sets `X-RateLimit-Limit`, `-Remaining` and `-Reset`.
        public void writeTo(MultiMap headers) {
            headers.set("X-RateLimit-Limit", Integer.toString(limit))
                    .set("X-RateLimit-Remaining", Integer.toString(remaining))
                    .set("X-RateLimit-Reset", resetAt);
        }
    }
}
