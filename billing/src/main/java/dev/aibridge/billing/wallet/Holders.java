package dev.aibridge.billing.wallet;

import dev.aibridge.billing.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/// Counts for each gateway process how many of its events are booked or quarantined: it is closed
/// when all are.
public final class Holders {

    private static final String COUNT =
            """
            WITH locked AS (
              SELECT h.id, n.events FROM unnest(?::uuid[], ?::bigint[]) AS n (id, events)
              JOIN billing.holder h ON h.id = n.id
              ORDER BY h.id FOR NO KEY UPDATE OF h)
            UPDATE billing.holder h SET booked = h.booked + locked.events
            FROM locked WHERE h.id = locked.id
            """;

    private Holders() {}

    /// Adds to the counts, in the order of ids: several settlers share a holder.
    public static void count(Connection connection, Map<UUID, Long> events) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            new Columns<>(update, events.entrySet())
                    .uuids(Map.Entry::getKey)
                    .longs(Map.Entry::getValue);
            update.executeUpdate();
        }
    }
}
