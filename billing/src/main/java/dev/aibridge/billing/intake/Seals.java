package dev.aibridge.billing.intake;

import dev.aibridge.billing.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Which requests were booked on days whose events are gone, by what their gateway numbered them.
final class Seals {

    /// No younger day is sealed (billing.seal_day): its events need not be asked for.
    private static final int LEAST_DAYS = 33;

    private static final String KNOWN =
            """
            SELECT a.id FROM unnest(?::uuid[], ?::uuid[], ?::bigint[]) AS a (id, holder_id, seq)
            JOIN usage.sealed_holder s ON s.holder_id = a.holder_id AND a.seq <@ s.seqs
            """;

    private Seals() {}

    /// Whether an event's day may be gone, by the database's clock.
    static boolean mayBeSealed(Arrival arrival) {
        return Days.of(arrival.id()) + LEAST_DAYS <= Days.at(arrival.receivedAtMs());
    }

    /// The ids of those that were booked.
    static List<UUID> known(Connection connection, List<Arrival> arrivals) throws SQLException {
        List<UUID> known = new ArrayList<>();
        if (arrivals.isEmpty()) {
            return known;
        }
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            new Columns<>(select, arrivals)
                    .uuids(Arrival::id)
                    .uuids(Arrival::holder)
                    .longs(Arrival::seq);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.add(row.getObject(1, UUID.class));
                }
            }
        }
        return known;
    }
}
