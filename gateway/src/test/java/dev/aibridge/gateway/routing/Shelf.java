package dev.aibridge.gateway.routing;

import static org.awaitility.Awaitility.await;

import dev.aibridge.common.secrets.SealedSecrets;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.auth.ModelAllowlist;
import dev.aibridge.gateway.knowledge.Defaults;
import dev.aibridge.gateway.knowledge.Room;
import dev.aibridge.gateway.knowledge.TestDatabase;
import io.vertx.sqlclient.Pool;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Catalogues over a test database, with the operator's environment.
public final class Shelf implements AutoCloseable {

    /// What seals vendor keys in tests.
    public static final String KEY_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    static final Caller ANYONE = caller();

    final TestDatabase database = new TestDatabase();
    final Room room = new Room(database, Map.of());
    final Catalogues catalogues;

    /// @param environment the vendors' keys and addresses
    Shelf(Map<String, String> environment, Map<String, String> routing) throws SQLException {
        RoutingConfig config = Defaults.of(RoutingConfig.class, routing);
        CatalogueReader reader =
                new CatalogueReader(
                        TestDatabase.pool(room.vertx, room.address), rows(environment, config));
        catalogues =
                new Catalogues(
                        room.vertx, reader, room.changes, room.hearing, config, room.metrics);
        room.listen();
    }

    private static ChannelRows rows(Map<String, String> environment, RoutingConfig config) {
        return new ChannelRows(
                new VendorSettings(name -> Optional.ofNullable(environment.get(name))), config);
    }

    /// A lookup that opens what [#KEY_KEY] sealed.
    public static ChannelLookup lookup(Pool pool, Map<String, String> environment) {
        RoutingConfig config =
                Defaults.of(
                        RoutingConfig.class, Map.of("aibridge.routing.vendor-key-key", KEY_KEY));
        return new ChannelLookup(pool, rows(environment, config), config);
    }

    /// Stores a sealed key as the portal does.
    public static void store(TestDatabase database, String channel, byte[] sealed)
            throws SQLException {
        database.runAs(
                "aibridge_portal",
                """
                INSERT INTO catalog.channel_secret (channel_id, sealed, last_four) VALUES (?, ?, 'abcd')
                ON CONFLICT (channel_id) DO UPDATE SET sealed = excluded.sealed
                """,
                channel,
                sealed);
    }

    /// A key sealed for a channel.
    public static byte[] sealed(String channel, String key) {
        return new SealedSecrets(KEY_KEY).seal(key, SealedSecrets.ofChannel(channel));
    }

    void awaitRead() {
        catalogues.start();
        await().until(() -> catalogues.current().isPresent() && room.hearing.listening());
    }

    static Caller caller(String... models) {
        UUID id = UUID.randomUUID();
        ModelAllowlist list = ModelAllowlist.of(models.length == 0 ? null : models, null);
        return new Caller(id, id, id, 600, Caller.NO_TENANT_RPM, list, false, false);
    }

    Route chat(String model) {
        return catalogues.route(model, Endpoint.CHAT_COMPLETIONS, ANYONE, room.clock.nowMs());
    }

    Route.Served served(String model) {
        return (Route.Served) chat(model);
    }

    boolean serves(String model) {
        return chat(model) instanceof Route.Served;
    }

    @Override
    public void close() throws SQLException {
        catalogues.close();
        room.close();
        database.close();
    }
}
