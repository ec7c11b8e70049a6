package dev.aibridge.billing.intake;

import dev.aibridge.billing.database.Columns;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Sums of a quarter of an hour: days in any time zone can be made of them, +5:45 too. Whole hours
/// and days are in [Totals].
///
/// A row belongs to one tenant, whose only wallet is locked: settlers never meet here.
final class Rollups {

    /// Most rows are there already, and changing them in place costs less than trying to add them.
    private static final String ADD =
            """
            WITH
            added AS MATERIALIZED (
              SELECT n, tenant, timestamptz 'epoch' + start_ms * interval '1 millisecond' AS start,
                key, model, endpoint, outcome, requests, charge, paid,
                (?::bigint[])[(n - 1) * 14 + 1 : n * 14] AS counts
              FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                ?::bigint[], ?::bigint[], ?::bigint[]) WITH ORDINALITY
                AS a (tenant, start_ms, key, model, endpoint, outcome, requests, charge, paid, n)),
            known AS (
              UPDATE usage.rollup r SET
                requests = r.requests + a.requests,
                charge = r.charge + a.charge,
                paid = r.paid + a.paid,
                counts = usage.add_counts(r.counts, a.counts)
              FROM added a
              WHERE (r.tenant_id, r.starts_at, r.key_id, r.model_id, r.endpoint, r.outcome)
                = (a.tenant, a.start, a.key, a.model, a.endpoint, a.outcome)
              RETURNING a.n)
            INSERT INTO usage.rollup (tenant_id, starts_at, key_id, model_id, endpoint, outcome,
              requests, charge, paid, counts)
            SELECT tenant, start, key, model, endpoint, outcome, requests, charge, paid, counts
            FROM added WHERE n NOT IN (SELECT n FROM known)
            """;

    private Rollups() {}

    private record Slot(
            UUID tenant, long startMs, UUID key, String model, String endpoint, String outcome) {

        static Slot of(Booking booking) {
            UsageEvent event = booking.event();
            return new Slot(
                    event.tenant(),
                    booking.quarterHourMs(),
                    event.key(),
                    event.model(),
                    event.endpoint().name(),
                    event.outcome().name());
        }
    }

    /// Adds a batch.
    static void add(Connection connection, List<Booking> bookings) throws SQLException {
        Map<Slot, Sum> sums = new LinkedHashMap<>();
        for (Booking booking : bookings) {
            sums.merge(Slot.of(booking), Sum.of(booking), Sum::plus);
        }
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            new Columns<>(add, sums.entrySet())
                    .slices(e -> e.getValue().counts().toArray())
                    .uuids(e -> e.getKey().tenant())
                    .longs(e -> e.getKey().startMs())
                    .uuids(e -> e.getKey().key())
                    .texts(e -> e.getKey().model())
                    .texts(e -> e.getKey().endpoint())
                    .texts(e -> e.getKey().outcome())
                    .longs(e -> e.getValue().requests())
                    .longs(e -> e.getValue().charge())
                    .longs(e -> e.getValue().paid());
            add.executeUpdate();
        }
    }
}
