package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.knowledge.TestDatabase;
import java.sql.SQLException;
import java.util.UUID;

/// One wallet in the database, and billing's part in it.
final class WalletModel {

    private final TestDatabase database;
    private final UUID wallet;
    private long credited;

    WalletModel(TestDatabase database, long micro) throws SQLException {
        this.database = database;
        this.wallet = database.customer().wallet();
        credit(micro);
    }

    UUID wallet() {
        return wallet;
    }

    /// A new holder, as a process that starts.
    UUID register() throws SQLException {
        UUID holder = UUID.randomUUID();
        database.run("SELECT billing.holder_heartbeat(?, 0, true)", holder);
        return holder;
    }

    /// The holder's end, on evidence.
    void close(UUID holder) throws SQLException {
        database.run("SELECT billing.holder_close(?, 0)", holder);
    }

    void credit(long micro) throws SQLException {
        String sql = "SELECT billing.post_credit(?, ?, 'issued', 'a test', 'tests', ?)";
        database.run(sql, wallet, micro, UUID.randomUUID().toString());
        credited += micro;
    }

    long credited() {
        return credited;
    }

    long posted() throws SQLException {
        return number("SELECT posted FROM billing.wallet WHERE id = ?", wallet);
    }

    long leased() throws SQLException {
        return number("SELECT leased FROM billing.wallet WHERE id = ?", wallet);
    }

    /// What the database says a holder was given and has not given back.
    long backing(UUID holder) throws SQLException {
        String sql =
                "SELECT COALESCE(sum(granted - returned), 0) FROM billing.lease"
                        + " WHERE wallet_id = ? AND holder_id = ?";
        return number(sql, wallet, holder);
    }

    /// Books a charge from the holder's lease, as settlement does; refused by the table's checks
    /// when it is not there.
    void settle(UUID holder, long charge) throws SQLException {
        database.run(
                "WITH w AS (UPDATE billing.wallet SET posted = posted - ?, leased = leased - ?"
                        + " WHERE id = ?)"
                        + " UPDATE billing.lease SET settled = settled + ?"
                        + " WHERE wallet_id = ? AND holder_id = ?",
                charge,
                charge,
                wallet,
                charge,
                wallet,
                holder);
    }

    private long number(String sql, Object... arguments) throws SQLException {
        return Long.parseLong(database.ask(sql, arguments));
    }
}
