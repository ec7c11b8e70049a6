package dev.aibridge.gateway.admission;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The two functions of the database by which leases are taken and given back. Both carry totals,
/// so a call that arrives late or twice does no harm.
final class LeaseCalls {

    private static final String TAKE =
            "SELECT (a).* FROM billing.lease_take($1, $2, $3, $4, $5, $6, $7, $8) a";
    private static final String RETURN = "SELECT (a).* FROM billing.lease_return($1, $2, $3, $4) a";

    private final Pool pool;
    private final Duration timeout;

    LeaseCalls(Pool pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    /// One call.
    sealed interface Call {

        /// Asks for money.
        ///
        /// @param granted the total of grants that is known
        /// @param returned the total that was given back
        /// @param minimum less than that is of no use
        /// @param need what waits for it
        /// @param want what would be used soon
        record Take(long granted, long returned, long minimum, long need, long want)
                implements Call {}

        /// Gives back, or with an unchanged total only reads.
        record Return(long returned) implements Call {}
    }

    Future<LeaseAnswer> make(UUID holder, LeaseId id, Call call) {
        return switch (call) {
            case Call.Take t ->
                    query(
                            TAKE,
                            Tuple.of(holder, id.wallet(), t.granted(), t.returned())
                                    .addLong(t.minimum())
                                    .addLong(t.need())
                                    .addLong(t.want())
                                    .addUUID(id.key()));
            case Call.Return r ->
                    query(RETURN, Tuple.of(holder, id.wallet(), r.returned(), id.key()));
        };
    }

    private Future<LeaseAnswer> query(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(rows -> answer(rows.iterator().next()));
    }

    private static LeaseAnswer answer(Row row) {
        @Nullable Long capRest = row.getLong("cap_rest");
        @Nullable Long capUntilMs = row.getLong("cap_until_ms");
        return new LeaseAnswer(
                LeaseAnswer.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getLong("granted"),
                row.getLong("returned"),
                row.getLong("settled"),
                row.getLong("posted"),
                row.getLong("available"),
                row.getBoolean("exact"),
                row.getString("incarnation"),
                capRest == null ? LeaseAnswer.NO_CAP : capRest,
                capUntilMs == null ? OptionalLong.empty() : OptionalLong.of(capUntilMs));
    }
}
