package dev.aibridge.billing.caps;

import dev.aibridge.billing.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Tells the budgets of a batch what was paid.
public final class Budgets {

    private static final String USE = "SELECT billing.use_budgets(?, ?, ?, ?, ?, ?)";

    private Budgets() {}

    /// Adds a batch, before its sums are written: a window that begins with it is taken from them.
    /// The caller has locked the wallets, and writes what their leases paid.
    public static void use(Connection connection, List<Spent> spent) throws SQLException {
        if (spent.isEmpty()) {
            return;
        }
        try (PreparedStatement use = connection.prepareStatement(USE)) {
            new Columns<>(use, spent)
                    .uuids(Spent::tenant)
                    .uuids(Spent::key)
                    .longs(Spent::quarterMs)
                    .longs(Spent::paid)
                    .longs(Spent::unheld)
                    .longs(Spent::unheldByKey);
            use.execute();
        }
    }
}
