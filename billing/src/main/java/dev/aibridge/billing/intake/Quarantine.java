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

/// Keeps the events that can't be booked, each alone, until an admin resolves them.
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
}
