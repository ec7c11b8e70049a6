package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Anthropic's Messages on the wire: answers, streams, tools, thinking, errors and the bill.
class MessagesTest {

    private static final String MODEL = "claude-sonnet-4-6";

    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aStreamSaysWhatTheWholeAnswerSays() {
        ObjectNode ask = ask("Think of rivers").put("max_tokens", 4_000);
        ask.putObject("thinking").put("type", "enabled").put("budget_tokens", 2_000);
        JsonNode whole = answer(ask);
        List<JsonNode> events = Caller.events(caller.messages(streamed(ask)).body());

        assertThat(joined(events, "thinking")).isEqualTo(whole.at("/content/0/thinking").asText());
        assertThat(joined(events, "signature"))
                .isEqualTo(whole.at("/content/0/signature").asText());
        assertThat(joined(events, "text")).isEqualTo(whole.at("/content/1/text").asText());
        JsonNode usage = named(events, "message_delta").getFirst().path("usage");
        assertThat(usage.path("output_tokens")).isEqualTo(whole.at("/usage/output_tokens"));
        assertThat(usage.path("output_tokens_details"))
                .isEqualTo(whole.at("/usage/output_tokens_details"));
    }

    @Test
    void aStreamKeepsToItsGrammar() {
        ObjectNode ask = streamed(weather("call:weather{\"city\":\"Oslo\"}"));
        List<String> types =
                Caller.events(caller.messages(ask).body()).stream()
                        .map(event -> event.path("type").asText())
                        .toList();

        assertThat(types)
                .startsWith("message_start", "ping", "content_block_start", "content_block_delta")
                .endsWith("content_block_stop", "message_delta", "message_stop");
    }

    @Test
    void severalToolsAreCalledAtOnceUnlessTheRequestForbidsIt() {
        String twice = "call:weather{\"city\":\"Oslo\"}\ncall:weather{\"city\":\"Rome\"}";
        ObjectNode single = weather(twice);
        single.putObject("tool_choice").put("type", "auto").put("disable_parallel_tool_use", true);

        JsonNode both = answer(weather(twice));

        assertThat(both.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(both.path("content"))
                .extracting(block -> block.at("/input/city").asText())
                .containsExactly("Oslo", "Rome");
        assertThat(answer(single).path("content")).hasSize(1);
    }

    @Test
    void aToolsResultIsAnsweredAndAForcedToolIsCalled() {
        ObjectNode ask = weather("call:weather{\"city\":\"Oslo\"}");
        JsonNode calling = answer(ask);
        JsonNode call = calling.path("content").get(0);
        ask.withArray("messages")
                .addObject()
                .put("role", "assistant")
                .set("content", calling.path("content"));
        ask.withArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", call.path("id").asText())
                .put("content", "4 °C");
        ObjectNode forced = weather("Anything");
        forced.putObject("tool_choice").put("type", "tool").put("name", "weather");

        assertThat(call.path("id").asText()).matches("toolu_01[0-9a-f]{22}");
        assertThat(answer(ask).path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(answer(forced).at("/content/0/name").asText()).isEqualTo("weather");
    }

    @Test
    void thinkingComesBackUnchangedOrIsRefused() {
        ObjectNode ask = ask("Think").put("max_tokens", 4_000);
        ask.putObject("thinking").put("type", "adaptive");
        JsonNode content = answer(ask).path("content");
        ObjectNode again = continued(ask, content);
        ObjectNode changed = continued(ask, content);
        ((ObjectNode) changed.at("/messages/1/content/0")).put("thinking", "I never thought this");

        assertThat(caller.messages(again).statusCode()).isEqualTo(200);
        assertThat(message(caller.messages(changed)))
                .isEqualTo("messages.1.content.0: Invalid `signature` in `thinking` block");
        assertThat(message(asOther(again)))
                .isEqualTo("messages.1.content.0: Invalid `signature` in `thinking` block");
    }

    @Test
    void aNewerModelTakesItsThinkingBackOnlyAfterTheSameConversation() {
        ObjectNode ask = ask("Where?").put("model", "claude-sonnet-5-5").put("system", "Be brief");
        JsonNode content = answer(ask).path("content");
        ObjectNode again = continued(ask, content);
        ObjectNode inBlocks = again.deepCopy();
        ((ObjectNode) inBlocks.at("/messages/0"))
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", "Where?")
                .putObject("cache_control")
                .put("type", "ephemeral");
        ObjectNode changed = again.deepCopy().put("system", "Be long");

        assertThat(content.at("/0/type").asText()).isEqualTo("thinking");
        assertThat(content.at("/0/thinking").asText()).isEmpty();
        assertThat(caller.messages(again).statusCode()).isEqualTo(200);
        assertThat(caller.messages(inBlocks).statusCode()).isEqualTo(200);
        assertThat(message(caller.messages(changed)))
                .isEqualTo("messages.1.content.0: Invalid `signature` in `thinking` block");
    }

    @Test
    void aNewerModelTakesInstructionsInTheMiddleAndNoForce() {
        ObjectNode ask =
                weather("call:weather{\"city\":\"Oslo\"}").put("model", "claude-sonnet-5-5");
        ask.withArray("messages").addObject().put("role", "system").put("content", "Hurry");
        ObjectNode forced = ask.deepCopy();
        forced.putObject("tool_choice").put("type", "any");

        assertThat(answer(ask).path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(message(caller.messages(forced))).contains("forced tool use");
        assertThat(message(caller.messages(ask.deepCopy().put("temperature", 0.5))))
                .isEqualTo("`temperature` is deprecated for this model.");
    }

    @Test
    void hiddenThinkingCanBeSentBackToo() {
        for (String prompt : List.of("[[redacted]] hidden", "omitted")) {
            ObjectNode ask = ask(prompt).put("max_tokens", 4_000);
            ask.putObject("thinking").put("type", "adaptive").put("display", "omitted");
            JsonNode whole = answer(ask);

            assertThat(whole.at("/content/0/thinking").asText()).isEmpty();
            assertThat(whole.at("/usage/output_tokens_details/thinking_tokens").asInt())
                    .isPositive();
            assertThat(caller.messages(continued(ask, whole.path("content"))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAnswerEndsForTheReasonItGives() {
        ObjectNode cut = ask("Long [[tokens=300]]").put("max_tokens", 20);
        ObjectNode stopped = ask("Sentences [[tokens=100]]");
        stopped.putArray("stop_sequences").add(".");

        assertThat(answer(cut).path("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(answer(cut).at("/usage/output_tokens").asInt()).isEqualTo(20);
        assertThat(answer(stopped).path("stop_reason").asText()).isEqualTo("stop_sequence");
        assertThat(answer(stopped).path("stop_sequence").asText()).isEqualTo(".");
        JsonNode refused = answer(ask("[[refuse]] never"));
        assertThat(refused.path("stop_reason").asText()).isEqualTo("refusal");
        assertThat(refused.at("/stop_details/type").asText()).isEqualTo("refusal");
        assertThat(answer(ask("Warm up").put("max_tokens", 0)).path("content")).isEmpty();
    }

    @Test
    void compactingIsBilledBesideTheAnswersOwnUsage() {
        ObjectNode ask = ask("compacted " + " word".repeat(50_500));
        ObjectNode edit = ask.putObject("context_management").putArray("edits").addObject();
        edit.put("type", "compact_20260112")
                .putObject("trigger")
                .put("type", "input_tokens")
                .put("value", 50_000);
        HttpResponse<String> response =
                caller.send(
                        caller.request("anthropic", "/v1/messages?beta=true")
                                .header("anthropic-beta", "compact-2026-01-12")
                                .POST(BodyPublishers.ofString(ask.toString()))
                                .build());
        JsonNode answer = Caller.json(response.body());

        JsonNode pass = answer.at("/usage/iterations/0");
        assertThat(pass.path("type").asText()).isEqualTo("compaction");
        assertThat(pass.path("input_tokens").asInt()).isGreaterThan(50_000);
        assertThat(answer.at("/content/0/type").asText()).isEqualTo("compaction");
        assertThat(answer.at("/usage/input_tokens").asInt()).isLessThan(200);
        long cents = 0;
        for (JsonNode iteration : answer.at("/usage/iterations")) {
            cents += iteration.path("input_tokens").asLong() * 300;
            cents += iteration.path("output_tokens").asLong() * 1_500;
        }
        assertThat(caller.bill("compacted").at("/total/usd_micro_cents").asLong()).isEqualTo(cents);
    }

    @Test
    void aWebSearchIsCountedAndCostsACent() {
        ObjectNode ask = ask("search:weather in Oslo");
        ask.putArray("tools")
                .addObject()
                .put("type", "web_search_20250305")
                .put("name", "web_search");
        JsonNode answer = answer(ask);

        assertThat(answer.path("content"))
                .extracting(block -> block.path("type").asText())
                .containsExactly("server_tool_use", "web_search_tool_result", "text");
        assertThat(answer.at("/usage/server_tool_use/web_search_requests").asInt()).isEqualTo(1);
        assertThat(caller.bill("weather in Oslo").at("/total/units").asInt()).isEqualTo(1);
        assertThat(caller.bill("weather in Oslo").at("/total/usd_micro_cents").asLong())
                .isEqualTo(
                        1_000_000
                                + answer.at("/usage/input_tokens").asLong() * 300
                                + answer.at("/usage/output_tokens").asLong() * 1_500);
    }

    @Test
    void aPromptIsCountedAsItIsBilled() {
        ObjectNode ask = weather("Count me");
        ObjectNode count = ask.deepCopy();
        count.remove("max_tokens");

        JsonNode counted =
                Caller.json(
                        caller.post("anthropic", "/v1/messages/count_tokens", count.toString())
                                .body());

        assertThat(counted.path("input_tokens")).isEqualTo(answer(ask).at("/usage/input_tokens"));
    }

    @Test
    void theModelsComePageByPage() {
        JsonNode first = models("?limit=2");
        JsonNode second = models("?limit=2&after_id=" + first.path("last_id").asText());

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("data")).hasSize(2);
        assertThat(second.path("first_id")).isNotEqualTo(first.path("last_id"));
        assertThat(models("?limit=0").at("/error/message").asText()).contains("greater than");
        assertThat(models("/claude-9").at("/error/type").asText()).isEqualTo("not_found_error");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
    status code=529                    | 529 | overloaded_error
    status code=429                    | 429 | rate_limit_error
    status code=402                    | 402 | billing_error
    status code=500                    | 500 | api_error
    """)
    void aFaultSpeaksTheDialect(String fault, int status, String type) {
        HttpResponse<String> answer = caller.messages(ask("[[fault:" + fault + "]]"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Caller.json(answer.body()).at("/error/type").asText()).isEqualTo(type);
        assertThat(Caller.json(answer.body()).path("type").asText()).isEqualTo("error");
        assertThat(answer.headers().firstValue("request-id")).isPresent();
    }

    @Test
    void aStreamBreaksInTheMiddleInTheDialect() {
        String error = caller.messages(streamed(ask("[[fault:error_event]]"))).body();
        String unfinished = caller.messages(streamed(ask("[[fault:no_done]]"))).body();

        assertThat(error).contains("event: error\ndata: {\"type\":\"error\"");
        assertThat(error).contains("overloaded_error").doesNotContain("message_stop");
        assertThat(unfinished).contains("message_delta").doesNotContain("message_stop");
    }

    @Test
    void anArmedFaultMayMeanOnePathAlone() {
        caller.control(
                "POST",
                "/faults",
                """
                {"vendor":"anthropic","path":"/v1/messages","fault":"status","code":500}
                """);
        ObjectNode count = ask("x");
        count.remove("max_tokens");

        int counted =
                caller.post("anthropic", "/v1/messages/count_tokens", count.toString())
                        .statusCode();

        assertThat(counted).isEqualTo(200);
        assertThat(caller.messages(ask("x")).statusCode()).isEqualTo(500);
        assertThat(caller.messages(ask("x")).statusCode()).isEqualTo(200);
    }

    private static ObjectNode ask(String prompt) {
        return Caller.ask(MODEL, prompt).put("max_tokens", 1_000);
    }

    private static ObjectNode weather(String prompt) {
        ObjectNode ask = ask(prompt);
        ask.putArray("tools")
                .addObject()
                .put("name", "weather")
                .set(
                        "input_schema",
                        Caller.json(
                                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"));
        return ask;
    }

    private static ObjectNode streamed(ObjectNode ask) {
        return ask.deepCopy().put("stream", true);
    }

    private static ObjectNode continued(ObjectNode ask, JsonNode content) {
        ObjectNode next = ask.deepCopy();
        next.withArray("messages")
                .addObject()
                .put("role", "assistant")
                .set("content", content.deepCopy());
        next.withArray("messages").addObject().put("role", "user").put("content", "Go on");
        return next;
    }

    private static HttpResponse<String> asOther(ObjectNode ask) {
        return caller.send(
                caller.request("anthropic", "/v1/messages")
                        .header("x-api-key", "sk-sandbox-anthropic-other")
                        .POST(BodyPublishers.ofString(ask.toString()))
                        .build());
    }

    private static JsonNode answer(ObjectNode ask) {
        HttpResponse<String> response = caller.messages(ask);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Caller.json(response.body());
    }

    private static JsonNode models(String more) {
        return Json.parse(
                        caller.send(caller.request("anthropic", "/v1/models" + more).GET().build())
                                .body())
                .orElseThrow();
    }

    private static String message(HttpResponse<String> response) {
        return Caller.json(response.body()).at("/error/message").asText();
    }

    private static List<JsonNode> named(List<JsonNode> events, String type) {
        return events.stream().filter(event -> event.path("type").asText().equals(type)).toList();
    }

    private static String joined(List<JsonNode> events, String field) {
        return events.stream()
                .map(event -> event.path("delta").path(field).asText(""))
                .collect(Collectors.joining());
    }
}
