package dev.aibridge.billing.database;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Sets a statement's parameters to columns of rows: one array per column, for `unnest`, so that a
/// batch is one statement per table.
///
/// @param <T> what a row is made of
public final class Columns<T> {

    private final PreparedStatement statement;
    private final PGConnection connection;
    private final List<T> rows;
    private int next = 1;

    /// Columns of those rows, set from the first parameter on.
    public Columns(PreparedStatement statement, Collection<T> rows) throws SQLException {
        this.statement = statement;
        this.connection = statement.getConnection().unwrap(PGConnection.class);
        this.rows = List.copyOf(rows);
    }

    /// The next parameter as `uuid[]`.
    public Columns<T> uuids(Function<T, @Nullable UUID> column) throws SQLException {
        return set("uuid", rows.stream().map(column).toArray(UUID[]::new));
    }

    /// The next parameter as `text[]`.
    public Columns<T> texts(Function<T, String> column) throws SQLException {
        return set("text", rows.stream().map(column).toArray(String[]::new));
    }

    /// The next parameter as `bigint[]`.
    public Columns<T> longs(ToLongFunction<T> column) throws SQLException {
        return set("int8", rows.stream().mapToLong(column).toArray());
    }

    /// The next parameter as `integer[]`.
    public Columns<T> ints(ToIntFunction<T> column) throws SQLException {
        return set("int4", rows.stream().mapToInt(column).toArray());
    }

    /// The next parameter as `boolean[]`.
    public Columns<T> booleans(Function<T, Boolean> column) throws SQLException {
        return set("bool", rows.stream().map(column).toArray(Boolean[]::new));
    }

    /// The next parameter as `bytea[]`.
    public Columns<T> bytes(Function<T, byte[]> column) throws SQLException {
        return set("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /// The next parameter as one `bigint[]` of all rows' arrays end to end: `unnest` would flatten
    /// an array of arrays, so that SQL slices this one.
    ///
    /// @param column arrays of one length
    public Columns<T> slices(Function<T, long[]> column) throws SQLException {
        return set("int8", rows.stream().map(column).flatMapToLong(Arrays::stream).toArray());
    }

    private Columns<T> set(String type, Object values) throws SQLException {
        Array array = connection.createArrayOf(type, values);
        statement.setArray(next++, array);
        return this;
    }
}
