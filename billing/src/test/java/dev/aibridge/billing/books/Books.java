package dev.aibridge.billing.books;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An empty database with the real schema, seen by its owner, by billing and by a gateway.
public final class Books implements AutoCloseable {

    private final AgroalDataSource owner;
    private final AgroalDataSource billing;
    private final AgroalDataSource gateway;

    private Books(String url) throws SQLException {
        owner = pool(url, Server.OWNER, Server.OWNER_PASSWORD);
        billing = pool(url, "aibridge_billing", Server.BILLING_PASSWORD);
        gateway = pool(url, "aibridge_gateway", Server.GATEWAY_PASSWORD);
    }

    /// A new database of its own.
    public static Books open() throws SQLException {
        return at(Server.newDatabase());
    }

    /// A database that is there, `postgresql://host:port/name`.
    public static Books at(String url) throws SQLException {
        return new Books("jdbc:" + url);
    }

    private static AgroalDataSource pool(String url, String user, String password)
            throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(
                                pool ->
                                        pool.maxSize(16)
                                                .acquisitionTimeout(Duration.ofSeconds(5))
                                                .connectionFactoryConfiguration(
                                                        c ->
                                                                c.jdbcUrl(url)
                                                                        .principal(
                                                                                new NamePrincipal(
                                                                                        user))
                                                                        .credential(
                                                                                new SimplePassword(
                                                                                        password)))));
    }

    /// As the owner: may do everything.
    public AgroalDataSource owner() {
        return owner;
    }

    /// As billing.
    public AgroalDataSource billing() {
        return billing;
    }

    /// As a gateway.
    public AgroalDataSource gateway() {
        return gateway;
    }

    /// A new tenant with a wallet that holds so many micro-tokens.
    public Wallet wallet(long micro) throws SQLException {
        Wallet wallet = new Wallet(UUID.randomUUID(), UUID.randomUUID());
        run("INSERT INTO accounts.tenant (id, name) VALUES (?, 'a tenant')", wallet.tenant());
        run(
                "INSERT INTO billing.wallet (id, tenant_id) VALUES (?, ?)",
                wallet.id(),
                wallet.tenant());
        if (micro > 0) {
            ask(
                    "SELECT billing.post_credit(?, ?, 'issued', 'test', 'test', ?)",
                    wallet.id(),
                    micro,
                    "credit " + wallet.id());
        }
        return wallet;
    }

    /// A new gateway process.
    public UUID holder() throws SQLException {
        UUID holder = Ids.next();
        ask("SELECT state FROM billing.holder_heartbeat(?, 0, true)", holder);
        return holder;
    }

    /// What a gateway's take is answered: outcome and granted in all.
    public Take take(UUID holder, UUID wallet, long need) throws SQLException {
        return take(holder, wallet, 0, 0, need, need);
    }

    /// A take with all its totals.
    public Take take(
            UUID holder, UUID wallet, long grantedSeen, long returned, long need, long want)
            throws SQLException {
        return take(holder, wallet, grantedSeen, returned, need, want, UsageEvent.SHARED);
    }

    /// A take of the lease of that key.
    public Take take(
            UUID holder,
            UUID wallet,
            long grantedSeen,
            long returned,
            long need,
            long want,
            UUID key)
            throws SQLException {
        return Take.call(gateway, holder, wallet, grantedSeen, returned, need, want, key);
    }

    /// A new key of that tenant.
    public UUID key(Wallet wallet) throws SQLException {
        UUID key = UUID.randomUUID();
        run(
                "INSERT INTO accounts.api_key (id, tenant_id, name, hash, prefix, last_four)"
                        + " VALUES (?, ?, 'a key', sha256(?::text::bytea), 'ab-', '0000')",
                key,
                wallet.tenant(),
                key.toString());
        return key;
    }

    /// Sets a cap, or with `null` removes it.
    ///
    /// @param key [UsageEvent#SHARED] for the tenant
    public @Nullable Object cap(Wallet wallet, UUID key, String span, @Nullable Long micro)
            throws SQLException {
        return ask("SELECT billing.set_cap(?, ?, ?, ?, false)", wallet.tenant(), key, span, micro);
    }

    /// Ships events as a gateway does: repeating it changes nothing.
    public void ship(Collection<UsageEvent> events) throws SQLException {
        try (Connection connection = gateway.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO usage.intake (id, holder_id, seq, body) VALUES (?, ?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING")) {
            for (UsageEvent event : events) {
                insert.setObject(1, event.id());
                insert.setObject(2, event.holder());
                insert.setLong(3, event.seq());
                insert.setBytes(4, UsageEventCodec.toBytes(event));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// Ships one event.
    public void ship(UsageEvent event) throws SQLException {
        ship(List.of(event));
    }

    /// Runs a statement as the owner.
    public void run(String sql, @Nullable Object... parameters) throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        }
    }

    /// The first column of the only row, as the owner sees it.
    public @Nullable Object ask(String sql, @Nullable Object... parameters) throws SQLException {
        List<List<@Nullable Object>> rows = rows(sql, parameters);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows from " + sql);
        }
        return rows.getFirst().getFirst();
    }

    /// A number, as the owner sees it.
    public long number(String sql, @Nullable Object... parameters) throws SQLException {
        if (ask(sql, parameters) instanceof Number number) {
            return number.longValue();
        }
        throw new AssertionError("no number from " + sql);
    }

    /// All rows, as the owner sees them.
    public List<List<@Nullable Object>> rows(String sql, @Nullable Object... parameters)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                List<@Nullable Object> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getObject(i));
                }
                rows.add(columns);
            }
        }
        return rows;
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /// The invariants that do not hold, as `code: detail`.
    public List<String> broken() throws SQLException {
        return rows("SELECT code, detail FROM billing.verify() WHERE NOT ok ORDER BY code").stream()
                .map(row -> row.get(0) + ": " + row.get(1))
                .toList();
    }

    @Override
    public void close() {
        owner.close();
        billing.close();
        gateway.close();
    }
}
