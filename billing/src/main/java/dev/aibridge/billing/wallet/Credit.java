package dev.aibridge.billing.wallet;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// Tokens that an admin gives a wallet or takes back.
///
/// @param micro micro-tokens; negative when taken back
/// @param key the same one is booked once
public record Credit(UUID tenant, long micro, String reason, String key) {

    /// What became of it.
    public enum Outcome {
        BOOKED,
        /// The same credit was booked before.
        KNOWN,
        NO_WALLET,
        /// It takes more than is available.
        INSUFFICIENT,
        /// Its key was used for another credit.
        KEY_REUSED
    }

    private record Wallet(UUID id, long available) {}

    private static final String LOCK =
            "SELECT id, posted - leased - frozen FROM billing.wallet WHERE tenant_id = ? FOR UPDATE";
    private static final String BOOKED =
            """
            SELECT e.amount = ? AND t.reason = ? FROM billing.transaction t
            JOIN billing.entry e ON e.tx_id = t.id AND e.account = ?
            WHERE t.idempotency_key = ?
            """;
    private static final String POST = "SELECT billing.post_credit(?, ?, 'adjustment', ?, ?, ?)";

    /// Books it, and the act of the admin beside it.
    ///
    /// @param connection in a transaction, which the caller ends
    /// @param admin their subject
    public Outcome book(Connection connection, UUID admin, String adminName) throws SQLException {
        Optional<Wallet> locked =
                Rows.first(
                        connection,
                        row -> new Wallet(row.getObject(1, UUID.class), row.getLong(2)),
                        LOCK,
                        tenant);
        if (locked.isEmpty()) {
            return Outcome.NO_WALLET;
        }
        Wallet wallet = locked.get();
        String account = "wallet:" + wallet.id();
        String once = "adjustment:" + tenant + ":" + key;
        Optional<Boolean> same =
                Rows.first(connection, r -> r.getBoolean(1), BOOKED, micro, reason, account, once);
        if (same.isPresent()) {
            return same.get() ? Outcome.KNOWN : Outcome.KEY_REUSED;
        }
        if (wallet.available() + micro < 0) {
            return Outcome.INSUFFICIENT;
        }
        Rows.first(
                connection,
                row -> row.getLong(1),
                POST,
                wallet.id(),
                micro,
                reason,
                "admin:" + admin,
                once);
        act(admin, adminName, account).append(connection);
        return Outcome.BOOKED;
    }

    private Act act(UUID admin, String adminName, String account) {
        return new Act(
                admin,
                adminName,
                "wallet.credit",
                tenant,
                account,
                reason,
                "{\"tokensMicro\": %d}".formatted(micro));
    }
}
