package dev.aibridge.billing.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads rows as values.
public final class Rows {

    private Rows() {}

    /// Makes a value of the row that the result stands on.
    ///
    /// @param <T> what a row becomes
    public interface Reader<T> {

        /// The value.
        T read(ResultSet row) throws SQLException;
    }

    /// All rows of a query.
    public static <T> List<T> all(
            Connection connection, Reader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        }
    }

    /// The first row of a query, if it has one.
    public static <T> Optional<T> first(
            Connection connection, Reader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        return all(connection, reader, sql, parameters).stream().findFirst();
    }

    /// A column of times.
    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A column of `bigint[]`.
    public static long[] longs(ResultSet row, int column) throws SQLException {
        return Arrays.stream((Long[]) row.getArray(column).getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }
}
