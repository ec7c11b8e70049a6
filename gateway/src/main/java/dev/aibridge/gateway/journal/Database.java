package dev.aibridge.gateway.journal;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the journal's threads say to PostgreSQL. They wait for the answer, but not forever; every
/// call may be repeated.
final class Database {

    private static final String INSERT =
            "INSERT INTO usage.intake (id, holder_id, seq, body) "
                    + "SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[]) "
                    + "ON CONFLICT DO NOTHING";
    private static final String HEARTBEAT =
            "SELECT (a).* FROM billing.holder_heartbeat($1, $2, $3) a";
    private static final String CLOSE = "SELECT billing.holder_close($1, $2)";

    private final Pool pool;
    private final Duration timeout;

    Database(Pool pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    /// An answer to a heartbeat.
    ///
    /// @param state `live`, `closed` or `unknown`
    /// @param incarnation the server and its timeline: another one may have lost what this promised
    record Pulse(String state, int liveGateways, String incarnation, long nowMs) {}

    /// Puts events into the intake; those that are there already stay.
    ///
    /// @throws IOException when the outcome is not known
    void insert(List<Shipment> batch) throws IOException, InterruptedException {
        int size = batch.size();
        UUID[] ids = new UUID[size];
        UUID[] holders = new UUID[size];
        Long[] seqs = new Long[size];
        Buffer[] bodies = new Buffer[size];
        for (int i = 0; i < size; i++) {
            Shipment shipment = batch.get(i);
            ids[i] = shipment.id();
            holders[i] = shipment.holder();
            seqs[i] = shipment.seq();
            bodies[i] = Buffer.buffer(shipment.body());
        }
        query(INSERT, Tuple.of(ids, holders, seqs, bodies));
    }

    /// Says that a holder lives, or registers it.
    ///
    /// @param admitted how many requests it has admitted
    Pulse heartbeat(UUID holder, long admitted, boolean register)
            throws IOException, InterruptedException {
        Row row = query(HEARTBEAT, Tuple.of(holder, admitted, register)).iterator().next();
        return new Pulse(
                row.getString("state"),
                row.getInteger("live_gateways"),
                row.getString("incarnation"),
                row.getLong("now_ms"));
    }

    /// Answers `closed`, `pending` while not all is booked, or `unknown`.
    String close(UUID holder, long admitted) throws IOException, InterruptedException {
        return query(CLOSE, Tuple.of(holder, admitted)).iterator().next().getString(0);
    }

    private RowSet<Row> query(String sql, Tuple parameters)
            throws IOException, InterruptedException {
        Future<RowSet<Row>> answer = pool.preparedQuery(sql).execute(parameters);
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("PostgreSQL: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("PostgreSQL did not answer within " + timeout, e);
        }
    }
}
