package dev.aibridge.billing.intake;

import dev.aibridge.billing.database.Columns;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// The queue of events that gateways shipped: a row is gone when its event is booked.
///
/// Several settlers share it: a row that another one holds is skipped.
final class Intake {

    /// Reading and deleting in one statement: nobody else sees the rows, and a rollback brings them
    /// back. Oldest first, because ids rise with time.
    private static final String TAKE =
            """
            WITH batch AS MATERIALIZED (
              SELECT id FROM usage.intake ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            DELETE FROM usage.intake i USING batch WHERE i.id = batch.id
            RETURNING i.id, i.holder_id, i.seq, i.body,
              (extract(epoch FROM i.received_at) * 1000)::bigint
            """;

    private static final String TAKE_SLICE =
            """
            WITH batch AS MATERIALIZED (
              SELECT id FROM usage.intake WHERE slice = ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            DELETE FROM usage.intake i USING batch WHERE i.id = batch.id
            RETURNING i.id, i.holder_id, i.seq, i.body,
              (extract(epoch FROM i.received_at) * 1000)::bigint
            """;

    private static final String CLAIM_SLICE = "SELECT pg_try_advisory_xact_lock(4242004, ?)";

    private static final String TAKE_AGAIN =
            """
            WITH batch AS MATERIALIZED (
              SELECT id FROM usage.intake WHERE id = ANY (?) ORDER BY id FOR UPDATE SKIP LOCKED)
            DELETE FROM usage.intake i USING batch WHERE i.id = batch.id
            RETURNING i.id, i.holder_id, i.seq, i.body,
              (extract(epoch FROM i.received_at) * 1000)::bigint
            """;

    /// As PostgreSQL has it: by bytes, of which none has a sign. [UUID] itself compares signed
    /// numbers.
    private static final Comparator<UUID> BY_BYTES =
            Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private Intake() {}

    /// The oldest events, at most so many.
    static List<Arrival> take(Connection connection, int limit) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setInt(1, limit);
            return read(take);
        }
    }

    /// The oldest events of the wallets in a slice; none while another settler, of any replica, is
    /// at that slice: it would only wait for the same wallets.
    ///
    /// @param slice of [Slices#COUNT]
    static List<Arrival> takeSlice(Connection connection, int slice, int limit)
            throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM_SLICE);
                PreparedStatement take = connection.prepareStatement(TAKE_SLICE)) {
            claim.setInt(1, slice);
            try (ResultSet claimed = claim.executeQuery()) {
                if (!claimed.next() || !claimed.getBoolean(1)) {
                    return List.of();
                }
            }
            take.setInt(1, slice);
            take.setInt(2, limit);
            return read(take);
        }
    }

    /// Those of the given events that still wait.
    static List<Arrival> takeAgain(Connection connection, List<UUID> ids) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE_AGAIN)) {
            new Columns<>(take, ids).uuids(id -> id);
            return read(take);
        }
    }

    private static List<Arrival> read(PreparedStatement take) throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        try (ResultSet row = take.executeQuery()) {
            while (row.next()) {
                arrivals.add(
                        new Arrival(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getLong(3),
                                ByteBuffer.wrap(row.getBytes(4)),
                                row.getLong(5)));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::id, BY_BYTES));
        return arrivals;
    }
}
