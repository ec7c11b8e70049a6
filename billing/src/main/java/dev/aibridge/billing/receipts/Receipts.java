package dev.aibridge.billing.receipts;

import dev.aibridge.billing.database.Rows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Receipts as the database keeps them. They are made in the transaction of what they tell of and
/// never change.
@ApplicationScoped
public class Receipts {

    private static final String ISSUE = "SELECT billing.issue_receipt(?, ?, ?, ?, ?, ?, ?)";

    private static final String OF_ORDERS =
            """
            SELECT id, order_id, year, serial, kind, issued_at, amount_minor, currency FROM billing.receipt
            WHERE order_id = ANY (?) ORDER BY year, serial
            """;

    private static final String ONE =
            """
            SELECT r.id, r.order_id, r.year, r.serial, r.kind, r.issued_at, r.amount_minor, r.currency,
              c.year, c.serial, r.payment_id, r.language, r.seller_name, r.seller_address, r.seller_tax_id,
              r.buyer_name, r.buyer_address, r.buyer_tax_id, r.buyer_email, r.product_name, r.quantity,
              r.tokens, r.bonus
            FROM billing.receipt r LEFT JOIN billing.receipt c ON c.id = r.corrects
            WHERE r.tenant_id = ? AND r.id = ?
            """;

    private static final String DETAILS =
            "SELECT company, address, tax_id FROM billing.billing_details WHERE tenant_id = ?";

    private static final String CHANGE =
            """
            INSERT INTO billing.billing_details (tenant_id, company, address, tax_id, changed_by)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id) DO UPDATE SET company = EXCLUDED.company, address = EXCLUDED.address,
              tax_id = EXCLUDED.tax_id, changed_by = EXCLUDED.changed_by, changed_at = now()
            RETURNING company, address, tax_id
            """;

    private final Session records;
    private final ReceiptSettings settings;

    /// Receipts of that seller.
    public Receipts(Session records, ReceiptSettings settings) {
        this.records = records;
        this.settings = settings;
    }

    /// Makes the receipt of a payment, in the transaction that credits it.
    ///
    /// @param payment a PaymentIntent
    public void paid(String payment) {
        issue("receipt", payment, null);
    }

    /// Makes the credit note of a refund, in the transaction that books it.
    public void refunded(String payment, UUID refund) {
        issue("credit_note", payment, refund);
    }

    /// Takes a refund's credit note back: the bank did not take the money.
    public void refundFailed(String payment, UUID refund) {
        issue("reversal", payment, refund);
    }

    private void issue(String kind, String payment, @Nullable UUID refund) {
        first(
                row -> row.getBoolean(1),
                ISSUE,
                UUID.randomUUID(),
                kind,
                payment,
                refund,
                settings.sellerName(),
                settings.sellerAddress().orElse(""),
                settings.sellerTaxId().orElse(""));
    }

    /// The receipts of those orders, in the order of their numbers.
    public List<Receipt> of(List<UUID> orders) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                records.doReturningWork(
                                        connection ->
                                                Rows.all(
                                                        connection,
                                                        Receipts::receipt,
                                                        OF_ORDERS,
                                                        connection.createArrayOf(
                                                                "uuid", orders.toArray()))));
    }

    /// A tenant's receipt.
    public Optional<Document> find(UUID tenant, UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> first(Receipts::document, ONE, tenant, id));
    }

    /// Whom a tenant's receipts are made out to; empty when nobody has said so.
    public Optional<BillingDetails> details(UUID tenant) {
        return QuarkusTransaction.requiringNew()
                .call(() -> first(Receipts::details, DETAILS, tenant));
    }

    /// Has the receipts to come made out to them.
    public BillingDetails change(UUID tenant, BillingDetails details, UUID by) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                first(
                                                Receipts::details,
                                                CHANGE,
                                                tenant,
                                                details.company(),
                                                details.address(),
                                                details.taxId(),
                                                by)
                                        .orElseThrow());
    }

    private <T> Optional<T> first(
            Rows.Reader<T> reader, String sql, @Nullable Object... parameters) {
        return records.doReturningWork(
                connection -> Rows.first(connection, reader, sql, parameters));
    }

    private static BillingDetails details(ResultSet row) throws SQLException {
        return new BillingDetails(row.getString(1), row.getString(2), row.getString(3));
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                Receipt.number(row.getInt(3), row.getInt(4)),
                row.getString(5),
                Rows.instant(row, 6),
                row.getLong(7),
                row.getString(8));
    }

    private static Document document(ResultSet row) throws SQLException {
        int corrected = row.getInt(9);
        return new Document(
                receipt(row),
                corrected == 0
                        ? Optional.empty()
                        : Optional.of(Receipt.number(corrected, row.getInt(10))),
                row.getObject(2, UUID.class),
                row.getString(11),
                row.getString(12),
                new Document.Party(row.getString(13), row.getString(14), row.getString(15)),
                new Document.Party(row.getString(16), row.getString(17), row.getString(18)),
                row.getString(19),
                row.getString(20),
                row.getInt(21),
                row.getLong(22),
                row.getLong(23));
    }
}
