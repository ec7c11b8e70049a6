package dev.aibridge.billing.idempotency;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The changing calls of the last day, by caller, route and key.
///
/// A call is claimed before it runs and answered after, in transactions of their own. A process
/// that dies between the two leaves a claim that runs out; the call then runs again, and what it
/// books knows its key, or does the same twice.
@ApplicationScoped
public class Calls {

    /// A few, so that no call pays for a crowd.
    private static final String FORGET =
            """
            DELETE FROM billing.idempotency WHERE (caller, route, key) IN
              (SELECT caller, route, key FROM billing.idempotency
               WHERE claimed_at < now() - ? * interval '1 millisecond'
               ORDER BY claimed_at LIMIT 10 FOR UPDATE SKIP LOCKED)
            RETURNING 1
            """;

    private static final String CLAIM =
            """
            INSERT INTO billing.idempotency AS known (caller, route, key, fingerprint, claim)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (caller, route, key) DO UPDATE
              SET claim = EXCLUDED.claim, fingerprint = EXCLUDED.fingerprint, claimed_at = now(),
                status = NULL, answer = NULL
              WHERE known.claimed_at < now() - ? * interval '1 millisecond'
                OR (known.status IS NULL AND known.fingerprint = EXCLUDED.fingerprint
                    AND known.claimed_at < now() - ? * interval '1 millisecond')
            RETURNING claim
            """;
    private static final String FIND =
            """
            SELECT fingerprint, status, answer FROM billing.idempotency
            WHERE caller = ? AND route = ? AND key = ?
            """;
    private static final String ANSWER =
            "UPDATE billing.idempotency SET status = ?, answer = ? WHERE claim = ? AND caller = ?"
                    + " AND route = ? AND key = ? RETURNING 1";
    private static final String RELEASE =
            "DELETE FROM billing.idempotency WHERE claim = ? AND caller = ? AND route = ? AND key ="
                    + " ? RETURNING 1";

    private final AgroalDataSource database;
    private final IdempotencySettings settings;

    /// Calls in that database.
    public Calls(AgroalDataSource database, IdempotencySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// A call.
    ///
    /// @param caller the subject of their token
    /// @param route method and path
    public record Call(String caller, String route, String key) {}

    /// Claims a call, unless it ran or runs.
    ///
    /// @param fingerprint of what was sent, 32 bytes
    public Claim claim(Call call, byte[] fingerprint) throws SQLException {
        try (Connection connection = database.getConnection()) {
            long keepMs = settings.keep().toMillis();
            Rows.all(connection, row -> row.getInt(1), FORGET, keepMs);
            Optional<UUID> ours =
                    Rows.first(
                            connection,
                            row -> row.getObject(1, UUID.class),
                            CLAIM,
                            call.caller(),
                            call.route(),
                            call.key(),
                            fingerprint,
                            UUID.randomUUID(),
                            keepMs,
                            settings.longestCall().toMillis());
            return ours.isPresent()
                    ? new Claim.Ours(ours.get())
                    // It may have come to nothing a moment ago: the caller tries again.
                    : known(connection, call, fingerprint).orElseGet(Claim.Running::new);
        }
    }

    private static Optional<Claim> known(Connection connection, Call call, byte[] fingerprint)
            throws SQLException {
        return Rows.first(
                connection,
                row -> claim(row, fingerprint),
                FIND,
                call.caller(),
                call.route(),
                call.key());
    }

    private static Claim claim(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!Arrays.equals(row.getBytes(1), fingerprint)) {
            return new Claim.OtherCall();
        }
        int status = row.getInt(2);
        return row.wasNull() ? new Claim.Running() : new Claim.Answered(status, row.getString(3));
    }

    /// Keeps what a call was answered, unless somebody else has claimed it since.
    public void answer(Call call, UUID claim, int status, @Nullable String body)
            throws SQLException {
        run(ANSWER, status, body, claim, call.caller(), call.route(), call.key());
    }

    /// Forgets a call that changed nothing.
    public void release(Call call, UUID claim) throws SQLException {
        run(RELEASE, claim, call.caller(), call.route(), call.key());
    }

    private void run(String sql, @Nullable Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Rows.all(connection, row -> row.getInt(1), sql, parameters);
        }
    }
}
