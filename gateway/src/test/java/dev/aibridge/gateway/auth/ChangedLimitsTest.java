package dev.aibridge.gateway.auth;

import static org.awaitility.Awaitility.await;

import dev.aibridge.gateway.knowledge.Defaults;
import dev.aibridge.gateway.knowledge.Room;
import dev.aibridge.gateway.knowledge.TestDatabase;
import dev.aibridge.gateway.knowledge.TestDatabase.Customer;
import io.vertx.core.MultiMap;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the portal's role changes of tenants and keys, a running gateway obeys within a second.
class ChangedLimitsTest {

    private TestDatabase database;
    private Room room;
    private Authenticator authenticator;
    private Customer customer;

    @BeforeEach
    void listen() throws SQLException {
        database = new TestDatabase();
        room = new Room(database, Map.of());
        room.listen();
        await().until(room.hearing::listening);
        AuthConfig config =
                Defaults.of(AuthConfig.class, Map.of("aibridge.auth.pepper", TestDatabase.PEPPER));
        KeyLookup lookup =
                new KeyLookup(TestDatabase.pool(room.vertx, room.address), room.clock, config);
        KeyDirectory directory =
                new KeyDirectory(lookup, room.changes, room.hearing, config, room.metrics);
        authenticator = new Authenticator(room.vertx, directory, room.clock, config);
        customer = database.customer();
        room.hearAll(database);
    }

    @AfterEach
    void close() throws SQLException {
        room.close();
        database.close();
    }

    private Authentication ask() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add("Authorization", "Bearer " + customer.key().secret());
        return authenticator.authenticate(headers).toCompletionStage().toCompletableFuture().join();
    }

    private boolean isKnown(Predicate<Caller> expected) {
        return ask() instanceof Authentication.Known known && expected.test(known.caller());
    }

    private void awaitCaller(Predicate<Caller> expected) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(1))
                .until(() -> isKnown(expected));
    }

    private void change(String table, UUID id, String assignment) throws SQLException {
        database.runAs(
                "aibridge_portal",
                "UPDATE accounts." + table + " SET " + assignment + " WHERE id = ?",
                id);
    }

    private void tenant(String assignment) throws SQLException {
        change("tenant", customer.tenant(), assignment);
    }

    private void key(String assignment) throws SQLException {
        change("api_key", customer.keyId(), assignment);
    }

    @Test
    void requestsPerMinuteOfTheKey() throws SQLException {
        awaitCaller(caller -> caller.keyRpm() == 600);
        key("rpm = 7");
        awaitCaller(caller -> caller.keyRpm() == 7);
    }

    @Test
    void requestsPerMinuteOfTheTenant() throws SQLException {
        awaitCaller(caller -> !caller.hasTenantRpm());
        tenant("rpm = 9");
        awaitCaller(caller -> caller.hasTenantRpm() && caller.tenantRpm() == 9);
        tenant("rpm = NULL");
        awaitCaller(caller -> !caller.hasTenantRpm());
    }

    @Test
    void allowlistsOfTheTenantAndTheKey() throws SQLException {
        awaitCaller(caller -> caller.allows("a") && caller.allows("b"));
        tenant("allowed_models = '{a}'");
        awaitCaller(caller -> caller.allows("a") && !caller.allows("b"));
        tenant("allowed_models = NULL");
        awaitCaller(caller -> caller.allows("b"));
        key("allowed_models = '{b}'");
        awaitCaller(caller -> !caller.allows("a") && caller.allows("b"));
        key("allowed_models = NULL");
        awaitCaller(caller -> caller.allows("a"));
    }

    @Test
    void suspensionAndItsEnd() throws SQLException {
        awaitCaller(caller -> !caller.suspended());
        tenant("status = 'suspended', suspended_reason = 'unpaid'");
        awaitCaller(Caller::suspended);
        tenant("status = 'active', suspended_reason = NULL");
        awaitCaller(caller -> !caller.suspended());
    }

    @Test
    void aKeyThatIsDisabledEnabledExpiredAndDeleted() throws SQLException {
        awaitCaller(caller -> true);
        key("disabled = true");
        awaitRefusal();
        key("disabled = false");
        awaitCaller(caller -> true);
        key("expires_at = now()");
        awaitRefusal();
        key("expires_at = NULL");
        awaitCaller(caller -> true);
        key("disabled = true, deleted_at = now()");
        awaitRefusal();
    }

    private void awaitRefusal() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(1))
                .until(() -> ask() instanceof Authentication.Refused);
    }
}
