package dev.aibridge.gateway.knowledge;

import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.local.postgres.PostgresSettings;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A database of a test class's own, with the real schema and the catalogue that ships.
public final class TestDatabase implements AutoCloseable {

    /// Hashes the keys made here.
    public static final String PEPPER = "a pepper that is only used in tests, 32+";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "test_" + COUNT.incrementAndGet();
    private final String server;
    private final Connection owner;

    /// A customer with one key.
    public record Customer(UUID tenant, UUID wallet, UUID keyId, ApiKey key) {}

    public TestDatabase() throws SQLException {
        String template = TestServers.postgres().url();
        this.server = template.substring(0, template.lastIndexOf('/') + 1);
        try (Connection admin = connect("postgres")) {
            admin.createStatement().execute("CREATE DATABASE " + name + " TEMPLATE aibridge");
        }
        this.owner = connect(name);
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, PostgresSettings.OWNER);
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection("jdbc:" + server + database, role, TestServers.PASSWORD);
    }

    /// Where it is, as the gateway's role.
    public PgConnectOptions address() {
        return PgConnectOptions.fromUri(server + name)
                .setUser("aibridge_gateway")
                .setPassword(TestServers.PASSWORD);
    }

    public Pool pool(Vertx vertx) {
        return pool(vertx, address());
    }

    public static Pool pool(Vertx vertx, PgConnectOptions address) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(address)
                .with(new PoolOptions().setMaxSize(4))
                .build();
    }

    /// Runs SQL as the owner.
    public void run(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(owner, sql, arguments)) {
            statement.execute();
        }
    }

    /// Runs SQL as another role, with no more than its grants.
    public void runAs(String role, String sql, Object... arguments) throws SQLException {
        try (Connection connection = connect(name, role);
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            statement.execute();
        }
    }

    /// The first column of the only row.
    public String ask(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(owner, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row: " + sql);
            }
            return rows.getString(1);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /// An active tenant with a wallet and a key.
    public Customer customer() throws SQLException {
        UUID tenant = UUID.randomUUID();
        UUID wallet = UUID.randomUUID();
        run("INSERT INTO accounts.tenant (id, name) VALUES (?, 'a tenant')", tenant);
        run("INSERT INTO billing.wallet (id, tenant_id) VALUES (?, ?)", wallet, tenant);
        return key(tenant, wallet);
    }

    /// One more key of that tenant.
    public Customer key(UUID tenant, UUID wallet) throws SQLException {
        UUID id = UUID.randomUUID();
        ApiKey key = ApiKey.generate();
        run(
                "INSERT INTO accounts.api_key (id, tenant_id, name, hash, prefix, last_four)"
                        + " VALUES (?, ?, 'a key', ?, ?, ?)",
                id,
                tenant,
                new KeyHash(PEPPER).of(key.secret()),
                key.displayPrefix(),
                key.lastFour());
        return new Customer(tenant, wallet, id, key);
    }

    /// Ends the listener's connection from the server's side.
    public void cutListeners() throws SQLException {
        run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name LIKE '%listener'");
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
