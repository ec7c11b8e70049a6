package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Reads a wallet's transactions with the running balance.
@ApplicationScoped
public class LedgerLines {

    /// One statement, hence one snapshot: the balance is the wallet's, less what came later. A
    /// wallet's transactions have rising ids, because they are made under its lock.
    private static final String NEWEST_FIRST =
            """
            WITH
            wallet AS (SELECT posted, 'wallet:' || id AS account FROM billing.wallet WHERE tenant_id = ?),
            later AS (
              SELECT COALESCE(sum(e.amount), 0) AS amount
              FROM billing.entry e JOIN wallet w USING (account) WHERE e.tx_id >= ?),
            page AS (
              SELECT e.tx_id, e.amount FROM billing.entry e JOIN wallet w USING (account)
              WHERE e.tx_id < ? ORDER BY e.tx_id DESC LIMIT ?)
            SELECT p.tx_id, t.at, t.kind, t.reason, t.actor, (
                SELECT o.account FROM billing.entry o
                WHERE o.tx_id = p.tx_id AND o.unit = 'token' AND sign(o.amount) <> sign(p.amount)
                ORDER BY abs(o.amount) DESC, o.account LIMIT 1),
              p.amount,
              (w.posted - l.amount + p.amount - sum(p.amount) OVER (ORDER BY p.tx_id DESC))::bigint
            FROM page p JOIN billing.transaction t ON t.id = p.tx_id CROSS JOIN wallet w CROSS JOIN later l
            ORDER BY p.tx_id DESC
            """;

    private final AgroalDataSource database;

    /// Reads from that database.
    public LedgerLines(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// A page of lines whose transactions are older than that one.
    public Page<LedgerLine> of(UUID tenant, long before, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Page.of(
                    Rows.all(
                            connection,
                            LedgerLines::line,
                            NEWEST_FIRST,
                            tenant,
                            before,
                            before,
                            limit + 1),
                    limit,
                    line -> Long.toString(line.txId()));
        }
    }

    private static LedgerLine line(ResultSet row) throws SQLException {
        return new LedgerLine(
                row.getLong(1),
                Rows.instant(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8));
    }
}
