package dev.aibridge.billing.rating;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The price books that events name, read once each: a book never changes.
public final class PriceBooks {

    private static final String BOOK =
            "SELECT greatest(valid_from, 'epoch') FROM catalog.price_book WHERE seq = ?";
    private static final String PRICES =
            "SELECT model_id, ppm FROM catalog.price WHERE book_seq = ?";
    private static final String FACTORS =
            "SELECT price_group, ppm FROM catalog.factor WHERE book_seq = ?";

    private final Map<Long, PriceBook> books = new ConcurrentHashMap<>();

    /// A book, unless there is none of that number, which is asked again the next time.
    public Optional<PriceBook> book(Connection connection, long seq) throws SQLException {
        PriceBook known = books.get(seq);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Instant> validFrom =
                Rows.first(connection, row -> Rows.instant(row, 1), BOOK, seq);
        if (validFrom.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Multipliers> models =
                map(connection, PRICES, seq, row -> Multipliers.of(Rows.longs(row, 2)));
        Map<String, Long> factors = map(connection, FACTORS, seq, row -> row.getLong(2));
        PriceBook book = new PriceBook(seq, validFrom.get(), models, factors);
        books.put(seq, book);
        return Optional.of(book);
    }

    private static <T> Map<String, T> map(
            Connection connection, String sql, long seq, Rows.Reader<T> reader)
            throws SQLException {
        Map<String, T> map = new HashMap<>();
        Rows.all(connection, row -> put(map, row, reader), sql, seq);
        return map;
    }

    private static <T> boolean put(Map<String, T> map, ResultSet row, Rows.Reader<T> reader)
            throws SQLException {
        map.put(row.getString(1), reader.read(row));
        return true;
    }
}
