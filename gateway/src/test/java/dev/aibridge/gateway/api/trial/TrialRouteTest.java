package dev.aibridge.gateway.api.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aibridge.gateway.knowledge.Defaults;
import dev.aibridge.gateway.knowledge.TestDatabase;
import dev.aibridge.gateway.routing.Shelf;
import dev.aibridge.gateway.upstream.UpstreamConfig;
import dev.aibridge.gateway.upstream.Vendors;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialRouteTest {

    private static final String TOKEN = "a token that is only used in tests";
    private static final String KEY = "sk-Q7wZ93hTmLx2";
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "aibridge.trial.token", TOKEN,
                    "aibridge.trial.concurrent", "2",
                    "aibridge.trial.deadline", "500ms",
                    "aibridge.trial.max-answer", "10K");

    private static TestDatabase database;

    private final Vertx vertx = Vertx.vertx();
    private final Vendor vendor = new Vendor(vertx);
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeAll
    static void makeDatabase() throws SQLException {
        database = new TestDatabase();
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        database.close();
    }

    @BeforeEach
    void start() throws SQLException {
        database.run("DELETE FROM catalog.channel_secret");
        database.run("UPDATE catalog.channel SET base_url = ?, enabled = true", vendor.url());
        Shelf.store(database, "openai", Shelf.sealed("openai", KEY));
        serve(SETTINGS);
    }

    private void serve(Map<String, String> settings) {
        TrialConfig config = Defaults.of(TrialConfig.class, settings);
        Vendors vendors = new Vendors(vertx, Defaults.of(UpstreamConfig.class, Map.of()));
        Trials trials =
                new Trials(vertx, config, Shelf.lookup(database.pool(vertx), environment), vendors);
        Router router = Router.router(vertx);
        new TrialRoute(config, trials).open(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<HttpResponse<String>> post(
            String channel, String authorization, String body) {
        URI uri =
                URI.create(
                        "http://127.0.0.1:%d/channels/%s/test"
                                .formatted(server.actualPort(), channel));
        return client.sendAsync(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String channel, String body) {
        return post(channel, "Bearer " + TOKEN, body).join();
    }

    private JsonObject trial(String channel, String body) {
        HttpResponse<String> answer = ask(channel, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(KEY).doesNotContain("mLx2");
        return new JsonObject(answer.body());
    }

    private static String code(JsonObject trial) {
        return trial.getJsonObject("error").getString("code");
    }

    @Test
    void aChannelAnswersWithItsSealedKey() {
        JsonObject trial = trial("openai", "");
        assertThat(trial.fieldNames())
                .containsExactly(
                        "channel",
                        "model",
                        "status",
                        "firstByteMs",
                        "durationMs",
                        "inputTokens",
                        "outputTokens",
                        "answer",
                        "keySource",
                        "error");
        assertThat(trial.getString("channel")).isEqualTo("openai");
        assertThat(trial.getString("model")).isEqualTo("gpt-4o");
        assertThat(trial.getInteger("status")).isEqualTo(200);
        assertThat(trial.getLong("inputTokens")).isEqualTo(8);
        assertThat(trial.getLong("outputTokens")).isEqualTo(2);
        assertThat(trial.getString("answer")).isEqualTo("pong");
        assertThat(trial.getString("keySource")).isEqualTo("sealed");
        assertThat(trial.getLong("firstByteMs")).isBetween(0L, trial.getLong("durationMs"));
        assertThat(trial.getValue("error")).isNull();
        JsonObject body =
                new JsonObject(
                        """
                        {"model": "gpt-4o", "messages": [{"role": "user", "content": "ping"}],
                         "store": false, "max_completion_tokens": 16}
                        """);
        assertThat(vendor.asked)
                .containsExactly(new Vendor.Asked("/v1/chat/completions", "Bearer " + KEY, body));
    }

    @Test
    void theEnvironmentsKeyAndAddressComeFirst() {
        environment.put("QWEN_API_KEY", "sk-environment");
        environment.put("QWEN_BASE_URL", vendor.url().replace("/v1", "/other/"));
        JsonObject trial = trial("qwen", "{\"model\": \"qwen-plus\"}");
        assertThat(trial.getString("keySource")).isEqualTo("environment");
        assertThat(trial.getString("model")).isEqualTo("qwen-plus");
        Vendor.Asked asked = vendor.asked.remove();
        assertThat(asked.path()).isEqualTo("/other/chat/completions");
        assertThat(asked.authorization()).isEqualTo("Bearer sk-environment");
        assertThat(asked.body().getString("model")).isEqualTo("qwen-plus");
        assertThat(asked.body().getInteger("max_tokens")).isEqualTo(16);
    }

    @Test
    void anEmbeddingsModelIsAskedForAnEmbedding() {
        vendor.answer(
                200,
                "{\"data\":[{\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}");
        JsonObject trial = trial("openai", "{\"model\": \"text-embedding-3-small\"}");
        assertThat(trial.getValue("error")).isNull();
        assertThat(trial.getLong("inputTokens")).isEqualTo(1);
        Vendor.Asked asked = vendor.asked.remove();
        assertThat(asked.path()).isEqualTo("/v1/embeddings");
        assertThat(asked.body())
                .isEqualTo(
                        new JsonObject(
                                "{\"model\":\"text-embedding-3-small\",\"input\":\"ping\"}"));
    }

    @Test
    void aDisabledChannelCanBeTried() throws SQLException {
        database.run("UPDATE catalog.channel SET enabled = false WHERE id = 'openai'");
        assertThat(trial("openai", "{}").getValue("error")).isNull();
    }

    @Test
    void nothingIsChargedOrJournalled() throws SQLException {
        trial("openai", "{}");
        assertThat(database.ask("SELECT count(*) FROM usage.intake")).isEqualTo("0");
    }

    @Test
    void whatAChannelLacksIsSaidWithoutACall() throws SQLException {
        JsonObject noKey = trial("moonshot", "{}");
        assertThat(code(noKey)).isEqualTo("no_key");
        assertThat(noKey.getString("keySource")).isEqualTo("none");
        Shelf.store(database, "moonshot", Shelf.sealed("openai", KEY));
        JsonObject locked = trial("moonshot", "{}");
        assertThat(code(locked)).isEqualTo("key_locked");
        assertThat(locked.getString("keySource")).isEqualTo("sealed");
        assertThat(code(trial("openai", "{\"model\": \"qwen-max\"}"))).isEqualTo("no_model");
        for (String url : List.of("ftp://x", ":", "http://u:p@x/v1", "http://x/v1?a=b", "x")) {
            database.run("UPDATE catalog.channel SET base_url = ? WHERE id = 'openai'", url);
            assertThat(code(trial("openai", "{}"))).as(url).isEqualTo("unusable_settings");
        }
        environment.put("QWEN_API_KEY", "with space");
        assertThat(code(trial("qwen", "{}"))).isEqualTo("unusable_settings");
        assertThat(vendor.asked).isEmpty();
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                Arguments.of(
                        401,
                        "{\"error\":{\"message\":\"Incorrect API key provided: sk-Q7wZ***mLx2.\"}}",
                        "vendor_refused",
                        "Incorrect API key provided"),
                Arguments.of(
                        401,
                        "{\"message\":\"Your api key: ****mLx2 is invalid\"}",
                        "vendor_refused",
                        "Your api key: ****… is invalid"),
                Arguments.of(429, "{\"error\":\"slow down\"}", "vendor_refused", "slow down"),
                Arguments.of(302, "", "vendor_refused", "The vendor answered 302."),
                Arguments.of(500, "<html>", "vendor_refused", "The vendor answered 500."),
                Arguments.of(200, "<html>", "unusable_answer", "not the JSON"),
                Arguments.of(200, "{}", "unusable_answer", "no content"),
                Arguments.of(200, "{\"error\":{\"message\":\"no\"}}", "unusable_answer", "no"),
                Arguments.of(200, "x".repeat(10_241), "unusable_answer", "too large"));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void everyFailureOfAVendorIsAValue(int status, String body, String code, String message) {
        vendor.answer(status, body);
        JsonObject trial = trial("openai", "{}");
        assertThat(trial.getInteger("status")).isEqualTo(status);
        assertThat(code(trial)).isEqualTo(code);
        assertThat(trial.getJsonObject("error").getString("message")).contains(message);
        assertThat(trial.getValue("answer")).isNull();
    }

    @Test
    void aModelThatRepeatsTheKeyDoesNotGiveItAway() {
        vendor.answer(200, Vendor.CHAT.replace("pong", "your key is " + KEY + "!"));
        assertThat(trial("openai", "{}").getString("answer")).isEqualTo("your key is …!");
        vendor.answer(200, Vendor.CHAT.replace("pong", "long ".repeat(100)));
        assertThat(trial("openai", "{}").getString("answer")).hasSize(200);
    }

    @Test
    void aVendorThatIsAwayCutsOffOrHangsIsAValueToo() throws SQLException {
        vendor.behave(request -> {});
        assertThat(code(trial("openai", "{}"))).isEqualTo("timeout");
        vendor.behave(request -> request.response().putHeader("content-length", "9").write("{"));
        JsonObject halfway = trial("openai", "{}");
        assertThat(code(halfway)).isEqualTo("timeout");
        assertThat(halfway.getInteger("status")).isEqualTo(200);
        vendor.behave(request -> request.connection().close());
        assertThat(code(trial("openai", "{}"))).isEqualTo("no_answer");
        database.run("UPDATE catalog.channel SET base_url = 'http://127.0.0.1:1/v1'");
        JsonObject away = trial("openai", "{}");
        assertThat(code(away)).isEqualTo("no_answer");
        assertThat(away.getValue("status")).isNull();
    }

    @Test
    void onlyAFewRunAtATime() {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        vendor.behave(held::add);
        List<CompletableFuture<HttpResponse<String>>> two =
                List.of(
                        post("openai", "Bearer " + TOKEN, "{}"),
                        post("openai", "Bearer " + TOKEN, "{}"));
        await().until(() -> held.size() == 2);
        HttpResponse<String> third = ask("openai", "{}");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("\"busy\"");
        held.forEach(request -> request.response().end(Vendor.CHAT));
        assertThat(two).allMatch(answer -> answer.join().statusCode() == 200);
        vendor.answer(200, Vendor.CHAT);
        assertThat(trial("openai", "{}").getString("answer")).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer ",
                "Bearer a token that is only used in test",
                "Bearer a token that is only used in tests.",
                "a token that is only used in tests"
            })
    void withoutTheTokenNothingIsTried(String authorization) {
        assertThat(post("openai", authorization, "{}").join().statusCode()).isEqualTo(401);
        assertThat(vendor.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{\"model\": 1}", "{\"model\": \"\\u0000\"}", "x"})
    void aBodyOfAnotherShapeIsRefused(String body) {
        assertThat(ask("openai", body).statusCode()).isEqualTo(400);
        assertThat(vendor.asked).isEmpty();
    }

    @Test
    void anUnknownChannelIs404() {
        assertThat(ask("nobody", "{}").statusCode()).isEqualTo(404);
        assertThat(ask("NO.SUCH", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTheSettingThereIsNoRouteAndAShortTokenIsRefused() {
        serve(Map.of());
        assertThat(ask("openai", "{}").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> serve(Map.of("aibridge.trial.token", "short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AIBRIDGE_MANAGEMENT_TOKEN")
                .hasMessageNotContaining("short");
    }
}
