package dev.aibridge.billing.books;

import dev.aibridge.common.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What `billing.lease_take` or `billing.lease_return` answered; amounts in micro-tokens.
public record Take(
        String outcome,
        long granted,
        long returned,
        long settled,
        long posted,
        long available,
        boolean exact,
        @Nullable Long capRest,
        @Nullable Long capUntilMs) {

    static Take call(
            DataSource gateway,
            UUID holder,
            UUID wallet,
            long grantedSeen,
            long returned,
            long need,
            long want,
            UUID key)
            throws SQLException {
        try (Connection connection = gateway.getConnection();
                PreparedStatement take =
                        connection.prepareStatement(
                                "SELECT * FROM billing.lease_take(?, ?, ?, ?, ?, ?, ?, ?)")) {
            take.setObject(1, holder);
            take.setObject(2, wallet);
            take.setLong(3, grantedSeen);
            take.setLong(4, returned);
            take.setLong(5, need);
            take.setLong(6, need);
            take.setLong(7, want);
            take.setObject(8, key);
            return read(take);
        }
    }

    /// Returns to the wallet, as a gateway does.
    public static Take giveBack(DataSource gateway, UUID holder, UUID wallet, long returned)
            throws SQLException {
        return giveBack(gateway, holder, wallet, returned, UsageEvent.SHARED);
    }

    /// The same of the lease of that key.
    public static Take giveBack(
            DataSource gateway, UUID holder, UUID wallet, long returned, UUID key)
            throws SQLException {
        try (Connection connection = gateway.getConnection();
                PreparedStatement take =
                        connection.prepareStatement(
                                "SELECT * FROM billing.lease_return(?, ?, ?, ?)")) {
            take.setObject(1, holder);
            take.setObject(2, wallet);
            take.setLong(3, returned);
            take.setObject(4, key);
            return read(take);
        }
    }

    private static Take read(PreparedStatement take) throws SQLException {
        try (ResultSet row = take.executeQuery()) {
            row.next();
            return new Take(
                    row.getString("outcome"),
                    row.getLong("granted"),
                    row.getLong("returned"),
                    row.getLong("settled"),
                    row.getLong("posted"),
                    row.getLong("available"),
                    row.getBoolean("exact"),
                    row.getObject("cap_rest", Long.class),
                    row.getObject("cap_until_ms", Long.class));
        }
    }
}
