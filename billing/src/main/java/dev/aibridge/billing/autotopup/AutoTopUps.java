package dev.aibridge.billing.autotopup;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import dev.aibridge.billing.stripe.SavedCards.Card;
import dev.aibridge.billing.stripe.SavedCards.Wanted;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What tenants have set, and the charges that followed, as the database keeps them.
@ApplicationScoped
public class AutoTopUps {

    private static final String ONE =
            """
            SELECT enabled, product_id, threshold, cap_minor, currency,
              billing.auto_charged(tenant_id, billing.month_of(tenant_id)), card_brand, card_last_four, stopped_at,
              stopped_reason
            FROM billing.auto_top_up WHERE tenant_id = ?
            """;

    /// New terms turn nothing on.
    private static final String SET =
            """
            INSERT INTO billing.auto_top_up (tenant_id, product_id, threshold, cap_minor, currency, set_by)
            SELECT ?, p.id, ?, ?, p.currency, ? FROM billing.product p
            WHERE p.id = ? AND p.active AND p.amount_minor <= ?
            ON CONFLICT (tenant_id) DO UPDATE SET product_id = EXCLUDED.product_id, threshold = EXCLUDED.threshold,
              cap_minor = EXCLUDED.cap_minor, currency = EXCLUDED.currency, set_by = EXCLUDED.set_by, set_at = now(),
              capped_month = NULL
            RETURNING tenant_id
            """;

    /// A card that is still to be saved would turn it on again.
    private static final String OFF =
            """
            UPDATE billing.auto_top_up SET enabled = false, saving_order = NULL WHERE tenant_id = ?
            RETURNING tenant_id
            """;

    private static final String ON =
            """
            UPDATE billing.auto_top_up SET enabled = true, declines = 0, stopped_at = NULL, stopped_reason = NULL
            WHERE tenant_id = ? AND method_id IS NOT NULL RETURNING tenant_id
            """;

    private static final String SAVING =
            "UPDATE billing.auto_top_up SET saving_order = ? WHERE tenant_id = ? RETURNING tenant_id";

    private static final String CUSTOMER =
            "SELECT customer_id FROM billing.auto_top_up WHERE tenant_id = ? AND customer_id IS NOT NULL";

    private static final String KEEP_CUSTOMER =
            """
            UPDATE billing.auto_top_up SET customer_id = COALESCE(customer_id, ?) WHERE tenant_id = ?
            RETURNING customer_id
            """;

    private static final String SAVED =
            """
            SELECT a.saving_order, p.id FROM billing.auto_top_up a
            JOIN billing.payment p ON p.order_id = a.saving_order AND p.credited
            """;

    private static final String KEEP_CARD =
            """
            UPDATE billing.auto_top_up SET customer_id = ?, method_id = ?, card_brand = ?, card_last_four = ?,
              enabled = true, saving_order = NULL, declines = 0, stopped_at = NULL, stopped_reason = NULL
            WHERE saving_order = ? RETURNING tenant_id
            """;

    private static final String NO_CARD =
            "UPDATE billing.auto_top_up SET saving_order = NULL WHERE saving_order = ? RETURNING tenant_id";

    private static final String LOW =
            """
            SELECT a.tenant_id FROM billing.auto_top_up a JOIN billing.wallet w USING (tenant_id)
            WHERE a.enabled AND w.status = 'active' AND w.debt = 0 AND w.frozen = 0 AND w.posted < a.threshold
              AND NOT EXISTS (SELECT FROM billing.auto_charge c WHERE c.tenant_id = a.tenant_id AND c.state = 'asked')
            ORDER BY random() LIMIT ?
            """;

    private static final String BEGIN = "SELECT billing.begin_auto_charge(?, ?, ?, ?)";

    private static final String WANTED =
            """
            SELECT id, order_id, customer_id, method_id, amount_minor, currency FROM billing.auto_charge
            WHERE id = ? AND state = 'asked'
            """;

    private static final String UNKNOWN =
            """
            UPDATE billing.auto_charge SET look_at = now() + ? * interval '1 millisecond'
            WHERE id IN (SELECT id FROM billing.auto_charge WHERE state = 'asked' AND look_at <= now()
                         ORDER BY look_at LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, asked_at + ? * interval '1 millisecond' > now() AND tenant_id IN (
              SELECT tenant_id FROM billing.auto_top_up WHERE enabled)
            """;

    private static final String END = "SELECT true FROM billing.end_auto_charge(?, ?, ?)";

    private final AgroalDataSource database;
    private final AutoTopUpSettings settings;

    /// In that database.
    public AutoTopUps(AgroalDataSource database, AutoTopUpSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// A charge whose outcome is unknown.
    ///
    /// @param isWanted whether it may still be made: Stripe remembers its key, and nobody has
    ///   turned it off
    record Unknown(UUID id, boolean isWanted) {}

    /// A payment that should have saved a card.
    record Saved(UUID order, String payment) {}

    /// What a tenant has set; empty when it has set nothing.
    public Optional<AutoTopUp> of(UUID tenant) throws SQLException {
        return first(AutoTopUps::view, ONE, tenant);
    }

    /// Sets terms; answers whether the product is on sale and fits under the cap.
    public boolean set(UUID tenant, AutoTopUp.Terms terms, UUID by) throws SQLException {
        return isDone(
                SET,
                tenant,
                terms.thresholdMicro(),
                terms.capMinor(),
                by,
                terms.productId(),
                terms.capMinor());
    }

    /// Charges nothing from now on.
    public void off(UUID tenant) throws SQLException {
        isDone(OFF, tenant);
    }

    /// Charges the saved card again; answers whether there is one.
    public boolean on(UUID tenant) throws SQLException {
        return isDone(ON, tenant);
    }

    /// The tenant's customer at Stripe.
    public Optional<String> customer(UUID tenant) throws SQLException {
        return first(row -> row.getString(1), CUSTOMER, tenant);
    }

    /// Keeps a customer unless there is one; answers the one that counts.
    public String keepCustomer(UUID tenant, String customer) throws SQLException {
        return first(row -> row.getString(1), KEEP_CUSTOMER, customer, tenant).orElseThrow();
    }

    /// That order's payment saves the card.
    public void savedBy(UUID tenant, UUID order) throws SQLException {
        isDone(SAVING, order, tenant);
    }

    List<Saved> saved() throws SQLException {
        return all(row -> new Saved(row.getObject(1, UUID.class), row.getString(2)), SAVED);
    }

    /// Keeps the card and turns it on, unless that was done, or is no longer wanted, since.
    void keep(Saved saved, Optional<Card> card) throws SQLException {
        UUID order = saved.order();
        if (card.isPresent()) {
            Card one = card.get();
            isDone(KEEP_CARD, one.customer(), one.method(), one.brand(), one.lastFour(), order);
        } else {
            isDone(NO_CARD, order);
        }
    }

    List<UUID> low() throws SQLException {
        return all(row -> row.getObject(1, UUID.class), LOW, settings.batch());
    }

    /// Begins a charge, unless there is no reason for one any more.
    boolean begin(UUID charge, UUID tenant) throws SQLException {
        return first(
                        row -> row.getBoolean(1),
                        BEGIN,
                        charge,
                        tenant,
                        settings.pause().toMillis(),
                        settings.lookEvery().toMillis())
                .orElseThrow();
    }

    Optional<Wanted> wanted(UUID charge) throws SQLException {
        return first(
                row ->
                        new Wanted(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getString(6)),
                WANTED,
                charge);
    }

    List<Unknown> unknown() throws SQLException {
        return all(
                row -> new Unknown(row.getObject(1, UUID.class), row.getBoolean(2)),
                UNKNOWN,
                settings.lookEvery().toMillis(),
                settings.batch(),
                settings.askAgain().toMillis());
    }

    /// Writes what became of a charge.
    ///
    /// @param code why it was declined; `null` when it was paid
    void end(UUID charge, @Nullable String code) throws SQLException {
        isDone(END, charge, code, settings.declines());
    }

    private boolean isDone(String sql, @Nullable Object... parameters) throws SQLException {
        return !all(row -> true, sql, parameters).isEmpty();
    }

    private <T> Optional<T> first(Rows.Reader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        return all(reader, sql, parameters).stream().findFirst();
    }

    private <T> List<T> all(Rows.Reader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        return Transactions.call(
                database, connection -> Rows.all(connection, reader, sql, parameters));
    }

    private static AutoTopUp view(ResultSet row) throws SQLException {
        return new AutoTopUp(
                row.getBoolean(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getString(8),
                row.getTimestamp(9) == null ? null : Rows.instant(row, 9),
                row.getString(10));
    }
}
