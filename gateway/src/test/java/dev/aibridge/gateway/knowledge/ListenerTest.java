package dev.aibridge.gateway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private TestDatabase database;
    private Room room;

    @BeforeEach
    void listen() throws SQLException {
        database = new TestDatabase();
        room = new Room(database, Map.of());
        room.changes.onKey(id -> heard.add("key " + id));
        room.changes.onTenant(id -> heard.add("tenant " + id));
        room.changes.onWallet(id -> heard.add("wallet " + id));
        room.changes.onCatalogue(() -> heard.add("catalogue"));
        room.changes.onReset(() -> heard.add("reset"));
        room.listen();
        await().until(room.hearing::listening);
        heard.remove("reset");
    }

    @AfterEach
    void close() throws SQLException {
        room.close();
        database.close();
    }

    @Test
    void everyAnnouncementReachesItsSubscribers() throws SQLException {
        TestDatabase.Customer customer = database.customer();
        database.run(
                "SELECT billing.post_credit(?, 5, 'issued', 'test', 'test', 'a key')",
                customer.wallet());
        database.run("UPDATE catalog.model SET strengths = 'all' WHERE id = 'gpt-4o'");
        await().untilAsserted(
                        () ->
                                assertThat(heard)
                                        .containsExactly(
                                                "tenant " + customer.tenant(),
                                                "key " + customer.keyId(),
                                                "wallet " + customer.wallet(),
                                                "catalogue"));
    }

    @Test
    void aListenerThatIsCutConnectsAgainAndForgetsAll() throws SQLException {
        database.cutListeners();
        await().atMost(Duration.ofSeconds(3)).until(() -> heard.contains("reset"));
        await().until(room.hearing::listening);
        UUID tenant = database.customer().tenant();
        await().until(() -> heard.contains("tenant " + tenant));
    }

    @Test
    void aListenerKeepsTryingWhileTheDatabaseIsAway() {
        room.cable.cut();
        await().until(() -> !room.hearing.listening());
        assertThat(room.hearing.mayServeStale()).isTrue();
        room.cable.mend();
        await().atMost(Duration.ofSeconds(5)).until(room.hearing::listening);
        assertThat(heard).containsExactly("reset");
    }

    @Test
    void junkAnnouncementsDisturbNobody() throws SQLException {
        database.run("SELECT pg_notify('aibridge', 'key:not-an-id')");
        database.run("SELECT pg_notify('aibridge', 'weather:fine')");
        database.run("SELECT pg_notify('aibridge', '')");
        database.run("SELECT pg_notify('aibridge', 'catalog:')");
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("catalogue");
    }

    @Test
    void oneSubscribersBugIsNotTheOthers() throws SQLException {
        room.changes.onTenant(
                id -> {
                    throw new IllegalStateException("a bug");
                });
        room.changes.onTenant(id -> heard.add("after the bug"));
        database.run("INSERT INTO accounts.tenant (id, name) VALUES (gen_random_uuid(), 'x')");
        await().until(() -> heard.contains("after the bug"));
    }

    @Test
    void theClockIsTheDatabases() {
        room.clock.learn(Instant.parse("2001-01-01T00:00:00Z").toEpochMilli());
        await().atMost(Duration.ofSeconds(3))
                .until(
                        () ->
                                Math.abs(room.clock.nowMs() - System.currentTimeMillis())
                                        < Duration.ofSeconds(10).toMillis());
    }
}
