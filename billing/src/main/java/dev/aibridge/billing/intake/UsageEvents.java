package dev.aibridge.billing.intake;

import dev.aibridge.billing.database.Columns;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Booked events: the sub-ledger.
final class UsageEvents {

    private static final String FIND =
            """
            SELECT e.id, e.holder_id, e.seq, e.tenant_id, e.key_id, e.wallet_id, e.endpoint,
              e.model_id, e.channel_id, e.book_seq, e.price_group, e.outcome, e.source, e.counts, e.charge,
              e.status, e.streamed, e.attempts,
              (extract(epoch FROM e.admitted_at) * 1000)::bigint, e.first_byte_ms, e.duration_ms
            FROM usage.event e WHERE e.id = ANY (?) AND e.day = date 'epoch' + ?::integer
            """;
    private static final String INSERT =
            """
            INSERT INTO usage.event (day, id, tx_id, holder_id, seq, tenant_id, key_id, wallet_id,
              endpoint, model_id, channel_id, book_seq, price_group, outcome, source, charge, paid, goodwill,
              overrun, balance_after, status, streamed, attempts, admitted_at, first_byte_ms,
              duration_ms, counts)
            SELECT date 'epoch' + day, id, NULLIF(tx, 0), holder, seq, tenant, key, wallet,
              endpoint, model, channel, book, price_group, outcome, source, charge, paid, goodwill,
              overrun, balance, status, streamed, attempts,
              timestamptz 'epoch' + admitted_ms * interval '1 millisecond', first_byte, duration,
              (?::bigint[])[(n - 1) * 14 + 1 : n * 14]
            FROM unnest(?::integer[], ?::uuid[], ?::bigint[], ?::uuid[], ?::bigint[], ?::uuid[],
              ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
              ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::integer[], ?::boolean[], ?::integer[], ?::bigint[], ?::integer[], ?::integer[])
              WITH ORDINALITY AS e (day, id, tx, holder, seq, tenant, key, wallet, endpoint,
              model, channel, book, price_group, outcome, source, charge, paid, goodwill, overrun, balance,
              status, streamed, attempts, admitted_ms, first_byte, duration, n)
            """;

    private UsageEvents() {}

    /// Those of the given events that are booked already, by id, as they were booked: their charge
    /// is billing's own. Asked day by day, of which a batch has one or two: PostgreSQL then plans
    /// for one partition, instead of looking through all of them for each event.
    static Map<UUID, UsageEvent> find(Connection connection, Collection<UsageEvent> events)
            throws SQLException {
        Map<Integer, List<UsageEvent>> days =
                events.stream().collect(Collectors.groupingBy(e -> Days.of(e.id())));
        Map<UUID, UsageEvent> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            for (Map.Entry<Integer, List<UsageEvent>> day : days.entrySet()) {
                new Columns<>(select, day.getValue()).uuids(UsageEvent::id);
                select.setInt(2, day.getKey());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        UsageEvent event = read(row);
                        found.put(event.id(), event);
                    }
                }
            }
        }
        return found;
    }

    private static UsageEvent read(ResultSet row) throws SQLException {
        return new UsageEvent(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                row.getObject(6, UUID.class),
                Endpoint.valueOf(row.getString(7)),
                row.getString(8),
                row.getString(9),
                row.getLong(10),
                row.getString(11),
                Outcome.valueOf(row.getString(12)),
                UsageSource.valueOf(row.getString(13)),
                counts((Long[]) row.getArray(14).getArray()),
                row.getLong(15),
                row.getInt(16),
                row.getBoolean(17),
                row.getInt(18),
                row.getLong(19),
                row.getInt(20),
                row.getInt(21),
                false);
    }

    private static Counts counts(@Nullable Long[] column) {
        long[] counts = new long[column.length];
        for (int i = 0; i < counts.length; i++) {
            Long count = column[i];
            counts[i] = count == null ? 0 : count;
        }
        return Counts.of(counts);
    }

    /// Writes a batch.
    ///
    /// @param transactions the ledger's transactions by wallet; none where nothing moved
    static void insert(Connection connection, List<Booking> bookings, Map<UUID, Long> transactions)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Columns<Booking> columns = new Columns<>(insert, bookings);
            columns.slices(b -> b.event().counts().toArray());
            columns.ints(Booking::epochDay)
                    .uuids(b -> b.event().id())
                    .longs(b -> transactions.getOrDefault(b.event().wallet(), 0L))
                    .uuids(b -> b.event().holder())
                    .longs(b -> b.event().seq())
                    .uuids(b -> b.event().tenant())
                    .uuids(b -> b.event().key())
                    .uuids(b -> b.event().wallet())
                    .texts(b -> b.event().endpoint().name())
                    .texts(b -> b.event().model())
                    .texts(b -> b.event().channel())
                    .longs(b -> b.event().bookSeq())
                    .texts(b -> b.event().priceGroup())
                    .texts(b -> b.event().outcome().name())
                    .texts(b -> b.event().source().name());
            columns.longs(Booking::charge)
                    .longs(Booking::paid)
                    .longs(Booking::goodwill)
                    .longs(Booking::overrun)
                    .longs(Booking::balanceAfter)
                    .ints(b -> b.event().status())
                    .booleans(b -> b.event().streamed())
                    .ints(b -> b.event().attempts())
                    .longs(b -> b.event().admittedAtMs())
                    .ints(b -> b.event().firstByteMs())
                    .ints(b -> b.event().durationMs());
            insert.executeUpdate();
        }
    }
}
