package dev.aibridge.gateway.auth;

import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.knowledge.Here;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/// From a request's headers to its caller. Costs one HMAC when the key is remembered; junk costs a
/// checksum.
@Singleton
public final class Authenticator {

    private static final Future<Authentication> INVALID = refused(Refusals.invalidApiKey());
    private static final Future<Authentication> CONFLICTING = refused(Refusals.conflictingKeys());
    private static final Authentication UNAVAILABLE =
            new Authentication.Refused(
                    Refusals.dependencyUnavailable(
                            "API keys can't be checked right now.", Duration.ofSeconds(2)));

    private final Vertx vertx;
    private final KeyDirectory directory;
    private final DatabaseClock clock;
    private final KeyHash hash;

    @Inject
    Authenticator(Vertx vertx, KeyDirectory directory, DatabaseClock clock, AuthConfig config) {
        this.vertx = vertx;
        this.directory = directory;
        this.clock = clock;
        this.hash = new KeyHash(config.pepper());
    }

    /// Who is calling. Never fails: 401 whatever is wrong with the key, 400 for two different keys,
    /// 503 when the database can't be asked. Completes on the caller's context.
    public Future<Authentication> authenticate(MultiMap headers) {
        return switch (Credentials.of(headers)) {
            case Credentials.None none -> INVALID;
            case Credentials.Conflicting conflicting -> CONFLICTING;
            case Credentials.One one -> find(HashedKey.of(hash.of(one.key())));
        };
    }

    private Future<Authentication> find(HashedKey key) {
        Knowledge known = directory.remembered(key);
        if (known != null) {
            return answer(known);
        }
        return Here.bring(vertx, directory.ask(key)).compose(this::answer).otherwise(UNAVAILABLE);
    }

    private Future<Authentication> answer(Knowledge known) {
        return clock.nowMs() < known.expiresAtMs() ? known.answer() : INVALID;
    }

    private static Future<Authentication> refused(Refusal refusal) {
        return Future.succeededFuture(new Authentication.Refused(refusal));
    }
}
