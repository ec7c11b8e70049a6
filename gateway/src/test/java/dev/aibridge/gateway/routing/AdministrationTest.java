package dev.aibridge.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.Endpoint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the portal's role changes, a running gateway obeys.
class AdministrationTest {

    private static final String PORTAL = "aibridge_portal";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String PUBLISH =
            "SELECT catalog.publish_book(now() + ?::interval, 'a change', ?::jsonb)";

    private Shelf shelf;

    @BeforeEach
    void open() throws SQLException {
        shelf =
                new Shelf(
                        Map.of("OPENAI_API_KEY", "sk-openai", "QWEN_API_KEY", "sk-qwen"), Map.of());
        shelf.awaitRead();
    }

    @AfterEach
    void close() throws SQLException {
        shelf.close();
    }

    private static String input(String model, long ppm) {
        return "{\"%s\": [%d,0,0,0,0,0,0,0,0,0,0,0,0,0]}".formatted(model, ppm);
    }

    private void publish(String in, String changes) throws SQLException {
        shelf.database.runAs(PORTAL, PUBLISH, in, changes);
    }

    private long inputPpm(String model, Duration ahead) {
        long then = shelf.room.clock.nowMs() + ahead.toMillis();
        Route route = shelf.catalogues.route(model, Endpoint.CHAT_COMPLETIONS, Shelf.ANYONE, then);
        return ((Route.Served) route).multipliers().ppm(Bucket.INPUT);
    }

    @Test
    void aMultiplierCountsWithinASecond() throws SQLException {
        assertThat(inputPpm("gpt-4o", Duration.ZERO)).isEqualTo(1_000_000);
        publish("0", input("gpt-4o", 3_000_000));
        await().atMost(SOON).until(() -> inputPpm("gpt-4o", Duration.ZERO) == 3_000_000);
        assertThat(inputPpm("gpt-4o-mini", Duration.ZERO)).isEqualTo(60_000);
    }

    @Test
    void aBookIsMadeFromTheNewestOneEvenWhenThatIsYetToBegin() throws SQLException {
        publish("1 h", input("gpt-4o", 5));
        publish("2 h", input("qwen-max", 7));
        Duration third = Duration.ofMinutes(121);
        await().atMost(SOON).until(() -> inputPpm("qwen-max", third) == 7);
        assertThat(inputPpm("gpt-4o", third)).isEqualTo(5);
        assertThat(inputPpm("qwen-max", Duration.ofMinutes(61))).isEqualTo(640_000);
        assertThat(inputPpm("gpt-4o", Duration.ofMinutes(61))).isEqualTo(5);
        assertThat(inputPpm("gpt-4o", Duration.ZERO)).isEqualTo(1_000_000);
    }

    @Test
    void twoBooksMayBeginTogetherAndTheLaterOneCounts() throws SQLException {
        String same = "SELECT catalog.publish_book('2026-01-01Z', 'a change', ?::jsonb)";
        shelf.database.runAs(PORTAL, same, input("gpt-4o", 5));
        shelf.database.runAs(PORTAL, same, input("gpt-4o", 6));
        await().atMost(SOON).until(() -> inputPpm("gpt-4o", Duration.ZERO) == 6);
    }

    @Test
    void aBookCannotBeginBeforeTheNewestOne() throws SQLException {
        publish("1 h", input("gpt-4o", 5));
        assertThatThrownBy(() -> publish("59 min", input("gpt-4o", 6)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("book 3 begins at")
                .hasMessageContaining("the next one can begin then at the earliest")
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("22023"));
        assertThat(shelf.database.ask("SELECT count(*) FROM catalog.price_book")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity"})
    void aBookBeginsAtATime(String never) {
        String sql = "SELECT catalog.publish_book('%s', 'never', '{}')".formatted(never);
        assertThatThrownBy(() -> shelf.database.runAs(PORTAL, sql))
                .hasMessageContaining("a book begins at a time");
    }

    @Test
    void booksAreMadeByThatFunctionAndByThePortalAlone() {
        assertThatThrownBy(
                        () ->
                                shelf.database.runAs(
                                        PORTAL,
                                        "INSERT INTO catalog.price_book (valid_from, note) VALUES (now(), 'x')"))
                .hasMessageContaining("permission denied");
        for (String other : new String[] {"aibridge_gateway", "aibridge_billing"}) {
            assertThatThrownBy(() -> shelf.database.runAs(other, PUBLISH, "0", "{}"))
                    .hasMessageContaining("permission denied for function publish_book");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1]", "{\"gpt-4o\": [1]}", "{\"unknown\": [0,0,0,0,0,0,0,0,0,0,0,0,0,0]}"})
    void pricesThatCannotBeAreRefusedWhole(String changes) throws SQLException {
        assertThatThrownBy(() -> publish("0", changes)).isInstanceOf(SQLException.class);
        assertThat(shelf.database.ask("SELECT max(seq) FROM catalog.price_book")).isEqualTo("2");
    }

    @Test
    void aChannelIsOutAndBackWithinASecond() throws SQLException {
        shelf.database.runAs(
                PORTAL, "UPDATE catalog.channel SET enabled = false WHERE id = 'qwen'");
        await().atMost(SOON).until(() -> !shelf.serves("qwen-max"));
        assertThat(shelf.serves("gpt-4o")).isTrue();
        shelf.database.runAs(PORTAL, "UPDATE catalog.channel SET enabled = true WHERE id = 'qwen'");
        await().atMost(SOON).until(() -> shelf.serves("qwen-max"));
    }

    @Test
    void aModelAndItsNamesChangeWithinASecond() throws SQLException {
        shelf.database.runAs(
                PORTAL, "UPDATE catalog.model SET strengths = 'new' WHERE id = 'gpt-4o'");
        await().atMost(SOON).until(() -> shelf.served("gpt-4o").model().strengths().equals("new"));
        shelf.database.runAs(
                PORTAL, "INSERT INTO catalog.model_alias VALUES ('best', 'gpt-4o', 0)");
        await().atMost(SOON).until(() -> shelf.serves("best"));
        shelf.database.runAs(PORTAL, "DELETE FROM catalog.model_alias WHERE alias = 'best'");
        await().atMost(SOON).until(() -> !shelf.serves("best"));
        shelf.database.runAs(PORTAL, "DELETE FROM catalog.channel_model WHERE model_id = 'gpt-4o'");
        await().atMost(SOON).until(() -> !shelf.serves("gpt-4o"));
    }
}
