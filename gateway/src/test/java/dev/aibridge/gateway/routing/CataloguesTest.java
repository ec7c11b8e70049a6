package dev.aibridge.gateway.routing;

import static dev.aibridge.gateway.routing.Shelf.ANYONE;
import static dev.aibridge.gateway.routing.Shelf.caller;
import static dev.aibridge.gateway.routing.Shelf.callerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.knowledge.Room;
import dev.aibridge.gateway.knowledge.TestDatabase;
import dev.aibridge.gateway.refusal.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CataloguesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "OPENAI_API_KEY", "sk-openai",
                    "OPENAI_BASE_URL", "http://127.0.0.1:1/openai/v1/",
                    "DEEPSEEK_API_KEY", "sk-deepseek",
                    "QWEN_API_KEY", " ");

    private Shelf shelf;
    private TestDatabase database;
    private Room room;
    private Catalogues catalogues;

    @BeforeEach
    void read() throws SQLException {
        shelf = new Shelf(ENVIRONMENT, Map.of());
        database = shelf.database;
        room = shelf.room;
        catalogues = shelf.catalogues;
    }

    @AfterEach
    void close() throws SQLException {
        shelf.close();
    }

    private void awaitRead() {
        shelf.awaitRead();
    }

    private Route chat(String model) {
        return shelf.chat(model);
    }

    private Route.Served served(String model) {
        return shelf.served(model);
    }

    private static Refusal refusal(Route route) {
        return ((Route.Refused) route).refusal();
    }

    private List<String> listed(Caller caller) {
        return catalogues
                .current()
                .orElseThrow()
                .listed(caller, EnumSet.allOf(Dialect.class), room.clock.nowMs())
                .stream()
                .map(ModelEntry::id)
                .toList();
    }

    private double refusedReads() {
        return room.metrics.counter("aibridge.catalogue.refused").count();
    }

    @Test
    void beforeTheFirstReadEveryRequestIsUnavailable() {
        assertThat(refusal(chat("gpt-4o")).status()).isEqualTo(503);
        awaitRead();
        assertThat(chat("gpt-4o")).isInstanceOf(Route.Served.class);
    }

    @Test
    void aModelIsServedByItsChannelAtItsPrice() {
        awaitRead();
        Route.Served route = served("gpt-4o");
        assertThat(route.model().id()).isEqualTo("gpt-4o");
        assertThat(route.model().traits()).isEqualTo(new Traits(true, 1445, false));
        assertThat(route.upstreamModel()).isEqualTo("gpt-4o");
        assertThat(route.channel().id()).isEqualTo("openai");
        assertThat(route.channel().url(Dialect.OPENAI_CHAT))
                .hasToString("http://127.0.0.1:1/openai/v1");
        assertThat(route.channel().key().secret()).isEqualTo("sk-openai");
        assertThat(route.channel().toString()).doesNotContain("sk-openai");
        assertThat(route.channel().quirks())
                .isEqualTo(new Quirks("max_completion_tokens", true, true, true));
        assertThat(route.bookSeq()).isEqualTo(2);
        assertThat(route.multipliers().ppm(Bucket.OUTPUT)).isEqualTo(4_000_000);
        assertThat(served("deepseek-chat").channel().url(Dialect.OPENAI_CHAT))
                .hasToString("https://api.deepseek.com/v1");
    }

    @Test
    void anAliasIsItsModelInAllowlistAndPrice() throws SQLException {
        database.run("INSERT INTO catalog.model_alias VALUES ('best', 'gpt-4o', 0)");
        database.run("INSERT INTO catalog.model_alias VALUES ('gpt-*', 'gpt-4o-mini', 20)");
        awaitRead();
        assertThat(served("best").model().id()).isEqualTo("gpt-4o");
        assertThat(served("gpt-5-codex").model().id()).isEqualTo("gpt-5.4");
        assertThat(served("gpt-3.5-turbo").model().id()).isEqualTo("gpt-4o-mini");
        Route route =
                catalogues.route("best", Endpoint.CHAT_COMPLETIONS, caller("best", "gpt-4"), 0);
        assertThat(refusal(route).code()).isEqualTo("model_not_allowed");
        assertThat(refusal(route).message()).contains("model: gpt-4o.");
    }

    @Test
    void whatCannotBeServedSaysWhy() throws SQLException {
        database.run("UPDATE catalog.channel SET enabled = false WHERE id = 'moonshot'");
        awaitRead();
        assertThat(refusal(chat("gpt-9000")).code()).isEqualTo("model_not_found");
        assertThat(refusal(chat("")).status()).isEqualTo(404);
        assertThat(refusal(chat("x".repeat(100_000))).message()).hasSizeLessThan(400);
        assertThat(refusal(chat("text-embedding-3-small")).message()).contains("/v1/embeddings");
        Route embeddings = catalogues.route("gpt-4o", Endpoint.EMBEDDINGS, ANYONE, 0);
        assertThat(refusal(embeddings).message()).contains("/v1/chat/completions");
        assertThat(refusal(chat("qwen-max")).status()).isEqualTo(503);
        assertThat(refusal(chat("qwen-max")).message())
                .isEqualTo("The operator has configured no Qwen channel.");
        assertThat(refusal(chat("kimi-k2.5")).status()).isEqualTo(503);
    }

    @Test
    void theListHasWhatACallerMayUseInOrder() throws SQLException {
        database.run("UPDATE catalog.model SET status = 'hidden' WHERE id = 'gpt-4o-mini'");
        database.run("UPDATE catalog.model SET position = 1 WHERE id = 'deepseek-reasoner'");
        awaitRead();
        assertThat(listed(ANYONE))
                .containsExactly(
                        "deepseek-reasoner",
                        "gpt-4o",
                        "gpt-5.4",
                        "text-embedding-3-small",
                        "text-embedding-3-large",
                        "deepseek-chat");
        assertThat(listed(caller("gpt-4o", "gpt-4o-mini", "qwen-max"))).containsExactly("gpt-4o");
        assertThat(served("gpt-4o-mini").model().id()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void aChangeIsInForceWithinASecond() throws SQLException {
        awaitRead();
        database.run(
                "UPDATE catalog.channel_model SET upstream_model = 'other' WHERE model_id = 'gpt-4o'");
        await().atMost(Duration.ofSeconds(1))
                .until(() -> served("gpt-4o").upstreamModel().equals("other"));
        database.run("INSERT INTO catalog.model_alias VALUES ('new-*', 'gpt-4o', 0)");
        await().atMost(Duration.ofSeconds(1)).until(() -> chat("new-x") instanceof Route.Served);
    }

    @Test
    void aBrokenCatalogueDoesNotReplaceAGoodOne() throws SQLException {
        awaitRead();
        for (String damage :
                List.of(
                        "UPDATE catalog.channel SET base_url = 'ftp://x' WHERE id = 'deepseek'",
                        "UPDATE catalog.channel SET base_url = ':' WHERE id = 'deepseek'",
                        "UPDATE catalog.model SET traits = '{\"images\": 1}' WHERE id = 'gpt-4o'",
                        "UPDATE catalog.channel SET quirks = '[]' WHERE id = 'deepseek'")) {
            double before = refusedReads();
            database.run(damage);
            await().until(() -> refusedReads() > before);
            assertThat(chat("gpt-4o")).isInstanceOf(Route.Served.class);
            database.run("UPDATE catalog.model SET traits = '{}' WHERE id = 'gpt-4o'");
            database.run(
                    "UPDATE catalog.channel SET quirks = '{}', base_url = 'http://y' WHERE id = 'deepseek'");
            await().until(() -> !served("gpt-4o").model().traits().images());
        }
        double before = refusedReads();
        database.run("ALTER TABLE catalog.model RENAME TO gone");
        database.run("SELECT pg_notify('aibridge', 'catalog:')");
        await().until(() -> refusedReads() > before);
        assertThat(chat("gpt-4o")).isInstanceOf(Route.Served.class);
    }

    @Test
    void aPriceBookCountsFromItsTimeByTheDatabasesClock() throws SQLException {
        awaitRead();
        String cheap = "{\"gpt-4o\": [7,7,7,7,7,7,7,7,7,0,0,0,0,0]}";
        database.run(
                "SELECT catalog.publish_book(now() + interval '1 h', 'later', ?::jsonb)", cheap);
        long now = room.clock.nowMs();
        long later = now + Duration.ofMinutes(61).toMillis();
        await().until(
                        () ->
                                catalogues.route("gpt-4o", Endpoint.CHAT_COMPLETIONS, ANYONE, later)
                                                instanceof Route.Served served
                                        && served.bookSeq() == 3
                                        && served.multipliers().ppm(Bucket.INPUT) == 7);
        assertThat(served("gpt-4o").bookSeq()).isEqualTo(2);
        assertThat(served("gpt-4o").multipliers().ppm(Bucket.INPUT)).isEqualTo(1_000_000);
    }

    @Test
    void aGroupsFactorIsInItsCallersPricesAndInNobodyElses() throws SQLException {
        awaitRead();
        database.run(
                "SELECT catalog.publish_book(now(), 'partners', '{}', '{\"partners\": 333333}')");
        await().until(() -> served("gpt-4o").bookSeq() == 3);
        Counts counts = Counts.NONE.with(Bucket.INPUT, 10).with(Bucket.REQUEST, 1);
        assertThat(served("gpt-4o").multipliers().charge(counts)).isEqualTo(10_000_000);
        long now = room.clock.nowMs();
        Route route =
                catalogues.route("gpt-4o", Endpoint.CHAT_COMPLETIONS, callerOf("partners"), now);
        assertThat(((Route.Served) route).multipliers().charge(counts)).isEqualTo(3_333_330);
        assertThat(((Route.Served) route).multipliers().ppm(Bucket.INPUT)).isEqualTo(333_333);
        Route other =
                catalogues.route("gpt-4o", Endpoint.CHAT_COMPLETIONS, callerOf("others"), now);
        assertThat(((Route.Served) other).multipliers().charge(counts)).isEqualTo(10_000_000);
    }

    @Test
    void aModelWithoutAPriceIsNotOffered() throws SQLException {
        database.run(
                """
                INSERT INTO catalog.model (position, id, provider, type, context_tokens,
                    max_output_tokens, status, strengths)
                VALUES (1, 'free', 'OpenAI', 'chat', 1, 1, 'available', 'none')
                """);
        database.run("INSERT INTO catalog.channel_model VALUES ('openai', 'free', 'free')");
        awaitRead();
        assertThat(refusal(chat("free")).code()).isEqualTo("model_not_found");
        assertThat(listed(ANYONE)).doesNotContain("free");
    }
}
