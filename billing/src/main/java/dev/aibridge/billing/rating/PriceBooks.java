package dev.aibridge.billing.rating;

import dev.aibridge.common.pricing.Multipliers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The price books that events name, read once each: a book never changes.
public final class PriceBooks {

    private static final String SELECT =
            "SELECT model_id, ppm FROM catalog.price WHERE book_seq = ?";

    private final Map<Long, Map<String, Multipliers>> books = new ConcurrentHashMap<>();

    /// A book's multipliers by model; empty when there is no such book, which is asked again the
    /// next time.
    public Map<String, Multipliers> book(Connection connection, long seq) throws SQLException {
        Map<String, Multipliers> known = books.get(seq);
        if (known != null) {
            return known;
        }
        Map<String, Multipliers> read = read(connection, seq);
        if (!read.isEmpty()) {
            books.put(seq, read);
        }
        return read;
    }

    private static Map<String, Multipliers> read(Connection connection, long seq)
            throws SQLException {
        Map<String, Multipliers> models = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setLong(1, seq);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    models.put(row.getString(1), multipliers((Long[]) row.getArray(2).getArray()));
                }
            }
        }
        return Map.copyOf(models);
    }

    private static Multipliers multipliers(Long[] ppm) {
        long[] values = new long[ppm.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ppm[i];
        }
        return Multipliers.of(values);
    }
}
