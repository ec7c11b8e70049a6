package dev.aibridge.gateway.auth;

import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks the database about one key.
@Singleton
final class KeyLookup {

    private static final String SQL =
            """
            SELECT k.id, k.tenant_id, w.id AS wallet_id, k.disabled, t.status, k.rpm, t.rpm AS tenant_rpm,
                   k.allowed_models, t.allowed_models AS tenant_models,
                   EXISTS (SELECT FROM billing.budget b
                           WHERE b.tenant_id = t.id AND b.key_id = k.id) AS capped,
                   (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms,
                   CASE WHEN isfinite(k.expires_at) THEN (extract(epoch FROM k.expires_at) * 1000)::bigint
                        WHEN k.expires_at < now() THEN 0 END AS expires_at_ms
            FROM accounts.api_key k
            JOIN accounts.tenant t ON t.id = k.tenant_id
            LEFT JOIN billing.wallet w ON w.tenant_id = t.id
            WHERE k.hash = $1
            """;

    private static final Future<Authentication> INVALID = refused(Refusals.invalidApiKey());
    private static final Future<Authentication> NO_WALLET =
            refused(Refusals.insufficientBalance("wallet"));

    private final Pool pool;
    private final DatabaseClock clock;
    private final long timeoutMs;

    KeyLookup(Pool pool, DatabaseClock clock, AuthConfig config) {
        this.pool = pool;
        this.clock = clock;
        Duration timeout = config.lookupTimeout();
        this.timeoutMs = timeout.toMillis();
    }

    /// Fails when the database does not answer in time.
    Future<Knowledge> ask(HashedKey hash) {
        long askedNanos = System.nanoTime();
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(Buffer.buffer(hash.toBytes())))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .map(rows -> read(rows, askedNanos));
    }

    private Knowledge read(RowSet<Row> rows, long askedNanos) {
        if (rows.size() == 0) {
            return new Knowledge(null, null, Knowledge.NEVER, INVALID, askedNanos, true, false);
        }
        Row row = rows.iterator().next();
        clock.learn(row.getLong("now_ms"));
        @Nullable Long expires = row.getLong("expires_at_ms");
        Future<Authentication> answer = answer(row);
        return new Knowledge(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                expires == null ? Knowledge.NEVER : expires,
                answer,
                askedNanos,
                true,
                row.getUUID("wallet_id") != null);
    }

    private static Future<Authentication> answer(Row row) {
        String status = row.getString("status");
        if (row.getBoolean("disabled") || status.equals("closed")) {
            return INVALID;
        }
        @Nullable UUID wallet = row.getUUID("wallet_id");
        if (wallet == null) {
            return NO_WALLET;
        }
        @Nullable Integer tenantRpm = row.getInteger("tenant_rpm");
        Caller caller =
                new Caller(
                        row.getUUID("id"),
                        row.getUUID("tenant_id"),
                        wallet,
                        row.getInteger("rpm"),
                        tenantRpm == null ? Caller.NO_TENANT_RPM : tenantRpm,
                        ModelAllowlist.of(
                                row.getArrayOfStrings("allowed_models"),
                                row.getArrayOfStrings("tenant_models")),
                        status.equals("suspended"),
                        row.getBoolean("capped"));
        return Future.succeededFuture(new Authentication.Known(caller));
    }

    private static Future<Authentication> refused(Refusal refusal) {
        return Future.succeededFuture(new Authentication.Refused(refusal));
    }
}
