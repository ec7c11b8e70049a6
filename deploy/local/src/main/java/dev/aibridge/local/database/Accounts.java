package dev.aibridge.local.database;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.common.tenancy.KeyHash;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Customers, made and changed as the portal will: tenants, wallets, keys, credit.
public final class Accounts {

    private final Database database;
    private final KeyHash hash;

    /// @param database signed in as the owner
    /// @param pepper the gateway's key pepper, 32 characters or more
    public Accounts(Database database, String pepper) {
        this.database = database;
        this.hash = new KeyHash(pepper);
    }

    /// A new customer with a key without limits of its own.
    public Customer open(String name, Credits credits) throws SQLException {
        return open(Customer.random(), name, credits, KeyTerms.UNLIMITED);
    }

    /// Makes a customer with given ids, unless it is there; credits are given once.
    public Customer open(Customer customer, String name, Credits credits, KeyTerms terms)
            throws SQLException {
        run(
                "INSERT INTO accounts.tenant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
                customer.tenant(),
                name);
        run(
                "INSERT INTO billing.wallet (id, tenant_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                customer.wallet(),
                customer.tenant());
        addKey(customer.tenant(), customer.keyId(), customer.key(), terms);
        if (credits.micro() != 0) {
            credit(customer.wallet(), credits, "opening:" + customer.wallet());
        }
        return customer;
    }

    /// Makes a person the owner of a tenant, unless that was done.
    ///
    /// @param subject the `sub` of the person's tokens
    public void join(UUID tenant, UUID subject, String email, String name) throws SQLException {
        run(
                """
            INSERT INTO accounts.person (subject, email, name) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING""",
                subject,
                email,
                name);
        run(
                """
            INSERT INTO accounts.member (tenant_id, subject, role) VALUES (?, ?, 'owner')
            ON CONFLICT DO NOTHING""",
                tenant,
                subject);
    }

    /// Caps what a customer's first key may spend; gateways hear of it.
    ///
    /// @param window `day`, `week`, `month` or `total`
    public void cap(Customer customer, String window, Credits most) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement set =
                        connection.prepareStatement("SELECT billing.set_cap(?, ?, ?, ?, false)")) {
            set.setObject(1, customer.tenant());
            set.setObject(2, customer.keyId());
            set.setString(3, window);
            set.setLong(4, most.micro());
            try (ResultSet row = set.executeQuery()) {
                row.next();
                if (!row.getString(1).equals("set")) {
                    throw new IllegalStateException("the cap is " + row.getString(1));
                }
            }
        }
    }

    /// One more key of a tenant.
    public ApiKey addKey(UUID tenant, KeyTerms terms) throws SQLException {
        ApiKey key = ApiKey.generate();
        addKey(tenant, UUID.randomUUID(), key, terms);
        return key;
    }

    private void addKey(UUID tenant, UUID id, ApiKey key, KeyTerms terms) throws SQLException {
        run(
                """
            INSERT INTO accounts.api_key
              (id, tenant_id, name, hash, prefix, last_four, rpm, disabled, expires_at, allowed_models)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
              hash = excluded.hash, prefix = excluded.prefix, last_four = excluded.last_four""",
                id,
                tenant,
                terms.name(),
                hash.of(key.secret()),
                key.displayPrefix(),
                key.lastFour(),
                terms.rpm(),
                terms.disabled(),
                terms.expiresAt().map(Timestamp::from).orElse(null),
                terms.allowedModels().orElse(null));
    }

    /// Switches a key off or on.
    public void disableKey(UUID key, boolean disabled) throws SQLException {
        run("UPDATE accounts.api_key SET disabled = ? WHERE id = ?", disabled, key);
    }

    /// Limits all keys of a tenant together.
    public void limitTenant(UUID tenant, int rpm) throws SQLException {
        run("UPDATE accounts.tenant SET rpm = ? WHERE id = ?", rpm, tenant);
    }

    /// Allows a tenant some models alone; empty: all.
    public void allowTenant(UUID tenant, Optional<List<String>> models) throws SQLException {
        run(
                "UPDATE accounts.tenant SET allowed_models = ? WHERE id = ?",
                models.orElse(null),
                tenant);
    }

    /// Sets a tenant's status: `active`, `suspended`, `closed`.
    public void tenantStatus(UUID tenant, String status) throws SQLException {
        run("UPDATE accounts.tenant SET status = ? WHERE id = ?", status, tenant);
    }

    /// Sets a wallet's status: `active`, `suspended`.
    public void walletStatus(UUID wallet, String status) throws SQLException {
        run("UPDATE billing.wallet SET status = ? WHERE id = ?", status, wallet);
    }

    /// Gives a wallet tokens, once per idempotency key.
    public void credit(UUID wallet, Credits credits, String idempotencyKey) throws SQLException {
        run(
                "SELECT billing.post_credit(?, ?, 'promotion', 'given', 'launcher', ?)",
                wallet,
                credits.micro(),
                idempotencyKey);
    }

    /// What a wallet holds now.
    public Balance balance(UUID wallet) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT posted, leased, frozen FROM billing.wallet WHERE id = ?")) {
            statement.setObject(1, wallet);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("no wallet " + wallet);
                }
                return new Balance(
                        new Credits(row.getLong(1)),
                        new Credits(row.getLong(2)),
                        new Credits(row.getLong(3)));
            }
        }
    }

    private void run(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, sqlValue(connection, values[i]));
            }
            statement.execute();
        }
    }

    private static @Nullable Object sqlValue(Connection connection, @Nullable Object value)
            throws SQLException {
        if (value instanceof List<?> texts) {
            Array array = connection.createArrayOf("text", texts.toArray());
            return array;
        }
        return value;
    }
}
