package dev.aibridge.billing.intake;

import dev.aibridge.billing.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Keeps the events that can't be booked, each alone, until an admin resolves them: once its cause
/// is gone, one that is put back into the intake is booked and leaves.
final class Quarantine {

    /// Repeats are dropped. Of a holder's sequence number only the first arrival counts, booked,
    /// sealed or quarantined: a second event under its id is an alarm, not one more request.
    private static final String ADD =
            """
            WITH arrived AS (
              SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::uuid[], ?::bytea[], ?::text[])
                AS a (id, holder_id, seq, wallet_id, body, reason)),
            added AS (
              INSERT INTO usage.quarantine (id, holder_id, seq, wallet_id, body, reason)
              SELECT * FROM arrived
              ON CONFLICT DO NOTHING RETURNING id, holder_id, seq)
            SELECT a.id, a.holder_id,
              NOT EXISTS (SELECT FROM usage.quarantine q
                          WHERE q.id = a.id AND q.holder_id = a.holder_id AND q.seq = a.seq)
              AND NOT EXISTS (SELECT FROM usage.event e
                              WHERE e.id = a.id AND e.holder_id = a.holder_id AND e.seq = a.seq)
              AND NOT EXISTS (SELECT FROM usage.sealed_holder s
                              WHERE s.holder_id = a.holder_id AND a.seq <@ s.seqs)
            FROM added a
            """;

    private static final String HAS_ANY = "SELECT EXISTS (SELECT FROM usage.quarantine)";

    /// Another event under the id of one that is booked stays.
    private static final String LEAVE =
            """
            WITH known AS (
              SELECT q.id, q.digest, q.holder_id, q.digest = sha256(b.body) AS booked
              FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bytea[]) AS b (id, holder_id, seq, body)
              JOIN usage.quarantine q USING (id, holder_id, seq)),
            gone AS (
              DELETE FROM usage.quarantine q USING known k
              WHERE k.booked AND q.id = k.id AND q.digest = k.digest)
            SELECT holder_id, count(DISTINCT id) FROM known GROUP BY holder_id
            """;

    private Quarantine() {}

    /// What a batch added.
    ///
    /// @param events how many are new here
    /// @param counted requests by holder that were not counted as booked before
    record Added(int events, Map<UUID, Long> counted) {}

    static Added add(Connection connection, List<Rejected> rejected) throws SQLException {
        if (rejected.isEmpty()) {
            return new Added(0, Map.of());
        }
        int events = 0;
        Map<UUID, Long> counted = new HashMap<>();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            new Columns<>(add, rejected)
                    .uuids(r -> r.arrival().id())
                    .uuids(r -> r.arrival().holder())
                    .longs(r -> r.arrival().seq())
                    .uuids(Rejected::wallet)
                    .bytes(r -> r.arrival().body().array())
                    .texts(Rejected::reason);
            try (ResultSet row = add.executeQuery()) {
                while (row.next()) {
                    events++;
                    if (row.getBoolean(3)) {
                        counted.merge(row.getObject(2, UUID.class), 1L, Long::sum);
                    }
                }
            }
        }
        return new Added(events, counted);
    }

    /// Lets those go that came again and are now booked; answers how many requests of each holder
    /// were counted when they came first.
    static Map<UUID, Long> leave(Connection connection, List<Arrival> booked) throws SQLException {
        Map<UUID, Long> counted = new HashMap<>();
        if (booked.isEmpty() || !hasAny(connection)) {
            return counted;
        }
        try (PreparedStatement leave = connection.prepareStatement(LEAVE)) {
            new Columns<>(leave, booked)
                    .uuids(Arrival::id)
                    .uuids(Arrival::holder)
                    .longs(Arrival::seq)
                    .bytes(arrival -> arrival.body().array());
            try (ResultSet row = leave.executeQuery()) {
                while (row.next()) {
                    counted.put(row.getObject(1, UUID.class), row.getLong(2));
                }
            }
        }
        return counted;
    }

    private static boolean hasAny(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(HAS_ANY);
                ResultSet row = ask.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
