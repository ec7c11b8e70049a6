package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.statements.WalletStatement.TopUp;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what wallets hold.
@ApplicationScoped
public class Wallets {

    private static final String ONE =
            """
            SELECT w.tenant_id, w.id, w.posted, w.leased, w.frozen,
              CASE WHEN w.debt > 0 THEN 'suspended' ELSE w.status END, w.created_at,
              COALESCE((SELECT e.amount FROM billing.starter s JOIN billing.entry e
                ON e.tx_id = s.tx_id AND e.account = 'wallet:' || w.id
                WHERE s.tenant_id = w.tenant_id), 0),
              l.tokens, l.amount_minor, l.currency, l.made_at, w.debt
            FROM billing.wallet w
            LEFT JOIN LATERAL (
              SELECT granted + bonus AS tokens, amount_minor, currency, made_at FROM billing.lot
              WHERE wallet_id = w.id AND source = 'order' ORDER BY made_at DESC LIMIT 1) l ON true
            WHERE w.tenant_id = ?
            """;

    private static final String MANY =
            """
            SELECT tenant_id, posted, posted - leased - frozen FROM billing.wallet
            WHERE tenant_id = ANY (?) ORDER BY tenant_id
            """;

    private final AgroalDataSource database;

    /// Reads from that database.
    public Wallets(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// The tenant's wallet, once it has one.
    public Optional<WalletStatement> of(UUID tenant) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.first(connection, Wallets::statement, ONE, tenant);
        }
    }

    /// The balances of those of the tenants that have a wallet.
    public List<Balance> of(Collection<UUID> tenants) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(
                    connection,
                    row ->
                            new Balance(
                                    row.getObject(1, UUID.class), row.getLong(2), row.getLong(3)),
                    MANY,
                    connection.createArrayOf("uuid", tenants.toArray()));
        }
    }

    private static WalletStatement statement(ResultSet row) throws SQLException {
        long posted = row.getLong(3);
        long leased = row.getLong(4);
        long frozen = row.getLong(5);
        return new WalletStatement(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                posted,
                leased,
                frozen,
                posted - leased - frozen,
                row.getLong(13),
                row.getString(6),
                row.getLong(8),
                Rows.instant(row, 7),
                topUp(row));
    }

    private static @Nullable TopUp topUp(ResultSet row) throws SQLException {
        String currency = row.getString(11);
        return currency == null
                ? null
                : new TopUp(row.getLong(9), row.getLong(10), currency, Rows.instant(row, 12));
    }
}
