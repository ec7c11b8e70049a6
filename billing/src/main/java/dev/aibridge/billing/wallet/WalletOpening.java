package dev.aibridge.billing.wallet;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Opens a tenant's wallet and gives its starter tokens: once for a verified e-mail address,
/// whatever its spelling, and once for a tenant.
@ApplicationScoped
public class WalletOpening {

    private static final long MICRO = 1_000_000;
    private static final long STARTER_TOKENS = 100_000;

    private static final String LOCK =
            "SELECT id FROM billing.wallet WHERE tenant_id = ? FOR UPDATE";
    private static final String MAKE =
            """
            INSERT INTO billing.wallet (id, tenant_id) VALUES (gen_random_uuid(), ?)
            ON CONFLICT (tenant_id) DO NOTHING RETURNING id
            """;

    /// Tenants have wallets to lock, addresses have nothing: two tenants with one address would
    /// find each other only when one has failed.
    private static final String LOCK_ADDRESS =
            "SELECT 1 FROM pg_advisory_xact_lock(4242004, hashtext(?))";

    private static final String GIVEN =
            "SELECT tx_id FROM billing.starter WHERE email = ? OR tenant_id = ?";
    private static final String TOKENS =
            "SELECT value::bigint FROM accounts.setting WHERE name = 'starter_tokens'";
    private static final String GIVE =
            """
            INSERT INTO billing.starter (email, tenant_id, tx_id)
            VALUES (?, ?, billing.post_credit(?, ?, 'promotion', 'starter tokens', 'sign-up', ?))
            RETURNING tx_id
            """;

    private final DataSource database;

    /// Opens wallets in that database.
    public WalletOpening(DataSource database) {
        this.database = database;
    }

    /// Opens the tenant's wallet unless it has one; answers its id.
    ///
    /// @param verifiedEmail of who signed in, if it is verified: no starter tokens without it
    public UUID open(UUID tenant, Optional<String> verifiedEmail) throws SQLException {
        return Transactions.call(
                database,
                connection -> {
                    UUID wallet = lock(connection, tenant);
                    if (verifiedEmail.isPresent()) {
                        welcome(connection, tenant, wallet, normal(verifiedEmail.get()));
                    }
                    return wallet;
                });
    }

    /// Locks the tenant's wallet, making it if there is none; in the caller's transaction.
    public static UUID lock(Connection connection, UUID tenant) throws SQLException {
        Optional<UUID> locked = id(connection, LOCK, tenant);
        if (locked.isPresent()) {
            return locked.get();
        }
        Optional<UUID> made = make(connection, tenant);
        // Nothing was made: another one made it meanwhile.
        return made.isPresent() ? made.get() : id(connection, LOCK, tenant).orElseThrow();
    }

    /// Makes the tenant's wallet if there is none, and locks no other.
    public static Optional<UUID> make(Connection connection, UUID tenant) throws SQLException {
        return id(connection, MAKE, tenant);
    }

    private static Optional<UUID> id(Connection connection, String sql, UUID tenant)
            throws SQLException {
        return Rows.first(connection, row -> row.getObject(1, UUID.class), sql, tenant);
    }

    private static void welcome(Connection connection, UUID tenant, UUID wallet, String email)
            throws SQLException {
        number(connection, LOCK_ADDRESS, email);
        if (number(connection, GIVEN, email, tenant).isPresent()) {
            return;
        }
        long tokens = number(connection, TOKENS).orElse(STARTER_TOKENS);
        if (tokens > 0) {
            long micro = Math.multiplyExact(tokens, MICRO);
            number(connection, GIVE, email, tenant, wallet, micro, "starter:" + tenant);
        }
    }

    private static Optional<Long> number(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return Rows.first(connection, row -> row.getLong(1), sql, parameters);
    }

    /// In lower case, without what follows a + before the @.
    static String normal(String email) {
        int at = email.lastIndexOf('@');
        int plus = email.indexOf('+');
        String plain =
                plus > 0 && plus < at ? email.substring(0, plus) + email.substring(at) : email;
        return plain.strip().toLowerCase(Locale.ROOT);
    }
}
