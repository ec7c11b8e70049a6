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

/// Sums of hours and UTC days, beside those of [Rollups]: what a month is read from.
///
/// A row belongs to one tenant, whose only wallet is locked: settlers never meet here.
final class Totals {

    /// As in [Rollups].
    private static final String ADD =
            """
            WITH
            added AS MATERIALIZED (
              SELECT n, tenant, span, timestamptz 'epoch' + start_ms * interval '1 millisecond' AS start,
                key, model, requests, failed, charge, paid,
                (?::bigint[])[(n - 1) * 14 + 1 : n * 14] AS counts
              FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::uuid[], ?::text[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::bigint[]) WITH ORDINALITY
                AS a (tenant, span, start_ms, key, model, requests, failed, charge, paid, n)),
            known AS (
              UPDATE usage.total t SET
                requests = t.requests + a.requests,
                failed = t.failed + a.failed,
                charge = t.charge + a.charge,
                paid = t.paid + a.paid,
                counts = usage.add_counts(t.counts, a.counts)
              FROM added a
              WHERE (t.tenant_id, t.span, t.starts_at, t.key_id, t.model_id)
                = (a.tenant, a.span, a.start, a.key, a.model)
              RETURNING a.n)
            INSERT INTO usage.total (tenant_id, span, starts_at, key_id, model_id, requests, failed,
              charge, paid, counts)
            SELECT tenant, span, start, key, model, requests, failed, charge, paid, counts
            FROM added WHERE n NOT IN (SELECT n FROM known)
            """;

    private Totals() {}

    private enum Span {
        HOUR("hour", 3_600_000),
        DAY("day", 86_400_000);

        private final String code;
        private final long ms;

        Span(String code, long ms) {
            this.code = code;
            this.ms = ms;
        }
    }

    private record Slot(UUID tenant, Span span, long startMs, UUID key, String model) {

        static Slot of(Span span, UsageEvent event) {
            long start = Math.floorDiv(event.admittedAtMs(), span.ms) * span.ms;
            return new Slot(event.tenant(), span, start, event.key(), event.model());
        }
    }

    /// Adds a batch.
    static void add(Connection connection, List<Booking> bookings) throws SQLException {
        Map<Slot, Sum> sums = new LinkedHashMap<>();
        for (Booking booking : bookings) {
            Sum sum = Sum.of(booking);
            for (Span span : Span.values()) {
                sums.merge(Slot.of(span, booking.event()), sum, Sum::plus);
            }
        }
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            new Columns<>(add, sums.entrySet())
                    .slices(e -> e.getValue().counts().toArray())
                    .uuids(e -> e.getKey().tenant())
                    .texts(e -> e.getKey().span().code)
                    .longs(e -> e.getKey().startMs())
                    .uuids(e -> e.getKey().key())
                    .texts(e -> e.getKey().model())
                    .longs(e -> e.getValue().requests())
                    .longs(e -> e.getValue().failed())
                    .longs(e -> e.getValue().charge())
                    .longs(e -> e.getValue().paid());
            add.executeUpdate();
        }
    }
}
