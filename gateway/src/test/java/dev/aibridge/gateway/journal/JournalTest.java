package dev.aibridge.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import dev.aibridge.gateway.knowledge.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase database;
    private static Pool pool;

    @TempDir Path dir;

    @BeforeAll
    static void connect() throws SQLException {
        database = new TestDatabase();
        pool = database.pool(VERTX);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        database.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static UsageEvent admit(Gateway gateway) {
        return ((Admitted.Request) gateway.journal().admit(Events::abandoned)).event();
    }

    private static String ask(String sql, Object... arguments) {
        try {
            return database.ask(sql, arguments);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void awaitAnswer(String answer, String sql, Object... arguments) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ask(sql, arguments).equals(answer));
    }

    private static void awaitRegistered(Gateway gateway) {
        await().until(() -> gateway.heartbeat().holder() != null);
    }

    private static void bookAll(UUID holder) throws SQLException {
        database.run(
                "UPDATE billing.holder h SET booked ="
                        + " (SELECT count(*) FROM usage.intake i WHERE i.holder_id = h.id)"
                        + " WHERE h.id = ?",
                holder);
    }

    @Test
    void whatEndedReachesTheIntakeAsItWasWritten() throws Exception {
        try (Gateway gateway = new Gateway(dir, pool).start()) {
            UsageEvent ended = Events.completed(admit(gateway), 42);
            gateway.journal().end(ended);
            awaitAnswer("1", "SELECT count(*) FROM usage.intake WHERE id = ?", ended.id());
            String body =
                    ask("SELECT encode(body, 'hex') FROM usage.intake WHERE id = ?", ended.id());
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(body));
            assertThat(UsageEventCodec.read(bytes)).isEqualTo(ended);
        }
    }

    @Test
    void manySegmentsOfEventsArriveOnceEachAndWithoutGaps() throws Exception {
        try (Gateway gateway = new Gateway(dir, pool).start()) {
            for (int i = 0; i < 2_000; i++) {
                if (!hasRoom(gateway)) {
                    await().pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> hasRoom(gateway));
                }
            }
            String sql =
                    "SELECT count(DISTINCT seq) || ' ' || max(seq) FROM usage.intake"
                            + " WHERE holder_id = ?";
            awaitAnswer("2000 2000", sql, gateway.holder());
        }
    }

    private static boolean hasRoom(Gateway gateway) {
        if (gateway.journal().admit(Events::abandoned) instanceof Admitted.Request request) {
            gateway.journal().end(Events.completed(request.event(), 1));
            return true;
        }
        return false;
    }

    @Test
    void aSecondGatewayOnTheSameFolderRefusesToStart() throws Exception {
        try (Gateway first = new Gateway(dir, pool).start()) {
            assertThat(first.holder()).isNotNull();
            assertThatThrownBy(() -> new Gateway(dir, pool))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another gateway uses the journal folder " + dir);
        }
    }

    @Test
    void aSuccessorShipsClosesAndAbandonsWhatAKilledGatewayLeft() throws Exception {
        Gateway killed = new Gateway(dir, pool);
        UUID holder = killed.holder();
        database.run("INSERT INTO billing.holder (id, admitted) VALUES (?, 2)", holder);
        UsageEvent finished = Events.completed(admit(killed), 42);
        UsageEvent open = admit(killed);
        killed.journal().end(finished);
        killed.die();
        try (Gateway successor = new Gateway(dir, pool).start()) {
            String outcomes =
                    "SELECT string_agg(encode(body, 'hex'), ' ' ORDER BY seq)"
                            + " FROM usage.intake WHERE holder_id = ?";
            String expected = hex(finished) + " " + hex(open);
            await().until(() -> expected.equals(ask(outcomes, holder)));
            assertThat(ask("SELECT state FROM billing.holder WHERE id = ?", holder))
                    .isEqualTo("live");
            bookAll(holder);
            awaitAnswer("closed", "SELECT state FROM billing.holder WHERE id = ?", holder);
            assertThat(successor.alarms()).isZero();
        }
        assertThat(dir.resolve(holder.toString()).resolve("closed")).exists();
    }

    private static String hex(UsageEvent event) {
        return HexFormat.of().formatHex(UsageEventCodec.toBytes(event));
    }

    @Test
    void aStoppedGatewayThatIsAllBookedIsClosedAtOnce() throws Exception {
        Gateway gateway = new Gateway(dir, pool, "close-timeout", "5s").start();
        awaitRegistered(gateway);
        gateway.journal().end(Events.completed(admit(gateway), 1));
        UUID holder = gateway.holder();
        awaitAnswer("1", "SELECT count(*) FROM usage.intake WHERE holder_id = ?", holder);
        bookAll(holder);
        gateway.close();
        assertThat(ask("SELECT state FROM billing.holder WHERE id = ?", holder))
                .isEqualTo("closed");
    }

    @Test
    void aHolderTheDatabaseClosedGoesOnAsAnotherAndRunningRequestsEndInTheOldJournal()
            throws Exception {
        try (Gateway gateway = new Gateway(dir, pool).start()) {
            awaitRegistered(gateway);
            UUID old = gateway.holder();
            UsageEvent open = admit(gateway);
            database.run(
                    "UPDATE billing.holder SET state = 'closed', closed_at = now(),"
                            + " evidence = 'declared_lost' WHERE id = ?",
                    old);
            await().until(
                            () ->
                                    !gateway.holder().equals(old)
                                            && gateway.holder()
                                                    .equals(gateway.heartbeat().holder()));
            assertThat(admit(gateway).seq()).isEqualTo(1);
            gateway.journal().end(Events.completed(open, 3));
            awaitAnswer("1", "SELECT count(*) FROM usage.intake WHERE holder_id = ?", old);
        }
    }

    @Test
    void anotherIncarnationStopsGivingAwayMoneyUntilANewHolderIsRegistered() throws Exception {
        try (Gateway gateway = new Gateway(dir, pool, "heartbeat-interval", "1h").start()) {
            awaitRegistered(gateway);
            UUID before = gateway.holder();
            gateway.heartbeat().seen("another:00000001");
            assertThat(gateway.heartbeat().holder()).isNull();
            await().until(() -> gateway.heartbeat().holder() != null);
            assertThat(gateway.holder()).isEqualTo(before);
        }
    }

    @Test
    void moneyIsGivenAwayOnlyForAWhileAfterTheLastHeartbeat() throws Exception {
        String[] settings = {"heartbeat-interval", "1h", "carve-window", "300ms"};
        try (Gateway gateway = new Gateway(dir, pool, settings).start()) {
            awaitRegistered(gateway);
            await().until(() -> gateway.heartbeat().holder() == null);
            gateway.heartbeat().doubt();
            awaitRegistered(gateway);
            assertThat(gateway.liveGateways()).isPositive();
        }
    }

    @Test
    void aFullJournalAdmitsNothingMoreButEndsWhatItAdmitted() throws IOException {
        try (Gateway gateway = new Gateway(dir, pool, "max-bytes", "131072").start()) {
            int admitted = 0;
            UsageEvent[] open = new UsageEvent[1_000];
            while (gateway.journal().admit(Events::abandoned) instanceof Admitted.Request request) {
                open[admitted++] = request.event();
            }
            assertThat(admitted).isBetween(30, 200);
            for (int i = 0; i < admitted; i++) {
                gateway.journal().end(Events.completed(open[i], 1));
            }
            while (hasRoom(gateway)) {
                admitted++;
            }
            awaitAnswer(
                    String.valueOf(admitted),
                    "SELECT count(*) FROM usage.intake WHERE holder_id = ?",
                    gateway.holder());
            await().until(() -> gateway.alarms() == 1);
        }
    }

    @Test
    void aRequestEndsOnce() throws IOException {
        try (Gateway gateway = new Gateway(dir, pool).start()) {
            UsageEvent ended = Events.completed(admit(gateway), 1);
            gateway.journal().end(ended);
            assertThatThrownBy(() -> gateway.journal().end(ended))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void foldersOfClosedHoldersAreDeletedAfterTheirTime() throws Exception {
        Gateway stopped = new Gateway(dir, pool).start();
        awaitRegistered(stopped);
        UUID holder = stopped.holder();
        stopped.close();
        Path folder = dir.resolve(holder.toString());
        assertThat(folder.resolve("closed")).exists();
        try (Gateway next = new Gateway(dir, pool).start()) {
            awaitRegistered(next);
            assertThat(folder).exists();
        }
        try (Gateway next = new Gateway(dir, pool, "retention", "0s").start()) {
            await().until(() -> !Files.exists(folder));
            assertThat(next.holder()).isNotEqualTo(holder);
        }
    }
}
