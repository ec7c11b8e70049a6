package dev.aibridge.chaos;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.local.database.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A usage event as billing booked it.
///
/// @param id the request's `x-request-id`
/// @param charge what it is worth
/// @param paid the part that the wallet paid
/// @param goodwill the part that nobody pays, because the vendor or we broke the answer
/// @param overrun the part that was no longer there
/// @param status the HTTP status the client got; 0 when it got none
public record Booking(
        UUID id,
        String model,
        String channel,
        Outcome outcome,
        UsageSource source,
        Counts counts,
        Credits charge,
        Credits paid,
        Credits goodwill,
        Credits overrun,
        int status,
        boolean streamed) {

    private static final String OF_WALLET =
            """
            SELECT id, model_id, channel_id, outcome, source, counts, charge, paid, goodwill, overrun,
              status, streamed
            FROM usage.event WHERE wallet_id = ? ORDER BY id""";
    private static final String PRICE =
            """
            SELECT ppm FROM catalog.price
            WHERE model_id = ? AND book_seq = (SELECT max(seq) FROM catalog.price_book)""";

    static List<Booking> of(Database database, UUID wallet) throws SQLException {
        List<Booking> bookings = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(OF_WALLET)) {
            statement.setObject(1, wallet);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bookings.add(of(rows));
                }
            }
        }
        return bookings;
    }

    private static Booking of(ResultSet row) throws SQLException {
        return new Booking(
                row.getObject("id", UUID.class),
                row.getString("model_id"),
                row.getString("channel_id"),
                Outcome.valueOf(row.getString("outcome")),
                UsageSource.valueOf(row.getString("source")),
                Counts.of(longs(row.getArray("counts"))),
                new Credits(row.getLong("charge")),
                new Credits(row.getLong("paid")),
                new Credits(row.getLong("goodwill")),
                new Credits(row.getLong("overrun")),
                row.getInt("status"),
                row.getBoolean("streamed"));
    }

    static Multipliers price(Database database, String model) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(PRICE)) {
            statement.setString(1, model);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("no price for " + model);
                }
                return Multipliers.of(longs(row.getArray("ppm")));
            }
        }
    }

    private static long[] longs(Array array) throws SQLException {
        Long[] boxed = (Long[]) array.getArray();
        long[] values = new long[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            values[i] = boxed[i];
        }
        return values;
    }
}
