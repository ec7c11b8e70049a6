package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Anthropic refuses, in its words.
class MessagesRefusalTest {

    private static final String CALL =
            "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}]}";

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

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
    max_tokens      |                        | max_tokens: Field required
    max_tokens      | -1                     | max_tokens: Input should be greater than or equal to 0
    max_tokens      | 999999                 | max_tokens: 999999 > 128000, which is the maximum allowed number of output tokens for claude-sonnet-4-6
    max_tokens      | "9"                    | max_tokens: Input should be a valid integer
    messages        |                        | messages: Field required
    messages        | []                     | messages: at least one message is required
    messages        | "hello"                | messages: Input should be a valid list
    messages        | [{"role":"system","content":"x"}] | messages: Unexpected role "system".
    messages        | [{"role":"model","content":"x"}]  | messages.0.role: Input should be 'user' or 'assistant'
    messages        | [{"role":"user","content":"x","name":"Bo"}] | messages.0.name: Extra inputs are not permitted
    messages        | [{"role":"user","content":""}] | messages.0: all messages must have non-empty content
    messages        | [{"role":"user","content":[{"type":"text","text":""}]}] | messages: text content blocks must be non-empty
    messages        | [{"role":"user","content":[{"type":"text","text":" "}]}] | messages: text content blocks must contain non-whitespace text
    messages        | [{"role":"user","content":[{"type":"input_text","text":"x"}]}] | messages.0.content.0: Input tag 'input_text' found using 'type' does not match any of the expected tags
    messages        | [{"role":"user","content":[{"type":"text","text":"x","colour":1}]}] | messages.0.content.0.text.colour: Extra inputs are not permitted
    messages        | [{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"AAAA"}}]}] | messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'
    messages        | [{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"/9j/4AAQ"}}]}] | appears to be a image/jpeg image
    messages        | [{"role":"user","content":[{"type":"image","source":{"type":"url","url":"http://a.example/x.png"}}]}] | Only HTTPS URLs are supported.
    messages        | [{"role":"assistant","content":"x"}] | messages: first message must use the "user" role
    messages        | [{"role":"user","content":"x"},{"role":"assistant","content":"y"}] | This model does not support assistant message prefill.
    messages        | [{"role":"user","content":[{"type":"thinking","thinking":"x","signature":"y"}]}] | messages.0.content.0: `thinking` blocks can only be in `assistant` messages
    messages        | [{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"y"},{"type":"text","text":"z"}]},{"role":"user","content":"x"}] | messages.1.content.0: Invalid `signature` in `thinking` block
    messages        | [{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"x"},{"type":"text","text":"z"}]},{"role":"user","content":"x"}] | messages.1.content.0.thinking.signature: Field required
    system          | [{"type":"image"}]     | system.0.type: Input should be 'text'
    temperature     | 1.5                    | temperature: Input should be less than or equal to 1
    top_k           | -1                     | top_k: Input should be greater than or equal to 0
    stream          | "yes"                  | stream: Input should be a valid boolean
    stop_sequences  | [" "]                  | stop_sequences: each stop sequence must contain non-whitespace
    service_tier    | "priority"             | service_tier: Input should be 'auto' or 'standard_only'
    metadata        | {"user":"x"}           | metadata.user: Extra inputs are not permitted
    n               | 2                      | n: Extra inputs are not permitted
    context_management | {"edits":[]}        | context_management: Extra inputs are not permitted
    thinking        | {"type":"enabled","budget_tokens":100} | thinking.enabled.budget_tokens: Input should be greater than or equal to 1024
    thinking        | {"type":"enabled","budget_tokens":9000} | `max_tokens` must be greater than `thinking.budget_tokens`
    thinking        | {"type":"maybe"}       | thinking: Input tag 'maybe' found using 'type'
    tools           | [{"name":"f"}]         | tools.0.custom.input_schema: Field required
    tools           | [{"name":"a b","input_schema":{"type":"object"}}] | tools.0.custom.name: String should match pattern
    tools           | [{"name":"f","input_schema":{"type":"string"}}] | tools.0.custom.input_schema.type: Input should be 'object'
    tools           | [{"name":"f","input_schema":{"type":"object"},"parameters":{}}] | tools.0.custom.parameters: Extra inputs are not permitted
    tools           | [{"type":"web_search_19990101","name":"web_search"}] | tools.0: Input tag 'web_search_19990101' found using 'type'
    tool_choice     | {"type":"any"}         | tool_choice: tool_choice may only be specified while providing tools.
    tool_choice     | {"type":"required"}    | tool_choice: Input tag 'required' found using 'type'
    output_config   | {"effort":"huge"}      | output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'
    output_config   | {"format":{"type":"json_schema","schema":{"type":"object"}}} | 'additionalProperties' must be explicitly set to false
    cache_control   | {"type":"forever"}     | cache_control.type: Input should be 'ephemeral'
    """)
    void aBadRequestIsRefused(String field, String value, String message) {
        ObjectNode body = good();
        body.remove(field);
        if (value != null) {
            body.set(field, Caller.json(value));
        }

        HttpResponse<String> answer = caller.messages(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = Caller.json(answer.body());
        assertThat(error.at("/error/message").asText()).contains(message);
        assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("request_id").asText())
                .isEqualTo(answer.headers().firstValue("request-id").orElseThrow());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
    []                                                                     | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. Each
    [{"type":"text","text":"no"}]                                          | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. Each
    [{"type":"text","text":"no"},{"type":"tool_result","tool_use_id":"toolu_1"}] | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. Each
    [{"type":"tool_result","tool_use_id":"toolu_1"},{"type":"tool_result","tool_use_id":"toolu_2"}] | messages.2.content.1: unexpected `tool_use_id` found in `tool_result` blocks: toolu_2.
    [{"type":"tool_result","tool_use_id":"toolu_1"},{"type":"tool_result","tool_use_id":"toolu_1"}] | messages.2.content.1: each tool_use must have a single result.
    [{"type":"tool_result","tool_use_id":"toolu_1","result":"x"}]          | messages.2.content.0.tool_result.result: Extra inputs are not permitted
    """)
    void aCallThatIsNotAnsweredAtOnceIsRefused(String results, String message) {
        ObjectNode body = good();
        body.set("tools", Caller.json("[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]"));
        body.withArray("messages").add(Caller.json(CALL));
        JsonNode content = Caller.json(results);
        if (!content.isEmpty()) {
            body.withArray("messages").addObject().put("role", "user").set("content", content);
        }

        HttpResponse<String> answer = caller.messages(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Caller.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    @Test
    void withABudgetTheTurnThatCallsMustBeginWithItsThinking() {
        ObjectNode body = good().put("max_tokens", 4_000);
        body.set("tools", Caller.json("[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]"));
        body.withArray("messages").add(Caller.json(CALL));
        body.withArray("messages")
                .addObject()
                .put("role", "user")
                .set(
                        "content",
                        Caller.json("[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\"}]"));
        assertThat(caller.messages(body).statusCode()).isEqualTo(200);

        body.putObject("thinking").put("type", "enabled").put("budget_tokens", 1_024);

        assertThat(caller.messages(body).body())
                .contains("messages.1.content.0.type: Expected `thinking` or `redacted_thinking`");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
    x-api-key         | sk-ant-wrong  | 401 | invalid x-api-key
    authorization     | Bearer wrong  | 401 | Invalid bearer token
    authorization     | Basic x       | 401 | x-api-key header is required
    anthropic-version | 2020-01-01    | 400 | anthropic-version: "2020-01-01" is not a valid version
    anthropic-version | ''            | 400 | anthropic-version: header is required
    anthropic-beta    | warp-2026-01-01,pdfs-2024-09-25 | 400 | Unexpected value(s) `warp-2026-01-01` for the `anthropic-beta` header
    """)
    void aBadHeaderIsRefused(String name, String value, int status, String message) {
        HttpResponse<String> answer = caller.send(with(name, value, good()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(message.replace("\"", "\\\""));
    }

    @Test
    void theNewVersionTakesNoSamplingParameters() {
        ObjectNode body = good().put("temperature", 1);

        assertThat(caller.messages(body).statusCode()).isEqualTo(200);
        assertThat(caller.send(with("anthropic-version", "2026-10-21", body)).body())
                .contains("temperature: Extra inputs are not permitted");
    }

    @Test
    void aPromptBeyondTheWindowIsRefusedInTheVendorsWords() {
        ObjectNode body =
                Caller.ask("claude-3-5-sonnet-20241022", " word".repeat(200_001))
                        .put("max_tokens", 10);
        ObjectNode near =
                Caller.ask("claude-3-5-sonnet-20241022", " word".repeat(199_000))
                        .put("max_tokens", 8_000);

        assertThat(caller.messages(body).body())
                .containsPattern("prompt is too long: 2000\\d\\d tokens > 200000 maximum");
        assertThat(caller.messages(near).body())
                .contains("input length and `max_tokens` exceed context limit: 1990");
    }

    @Test
    void anUnknownRouteOrModelIsNotFound() {
        ObjectNode body = good().put("model", "claude-9");

        assertThat(caller.messages(body).body())
                .contains("\"not_found_error\",\"message\":\"model: claude-9\"");
        assertThat(caller.post("anthropic", "/v1/complete", "{}").statusCode()).isEqualTo(404);
        assertThat(caller.post("anthropic", "/v1/messages", "{").statusCode()).isEqualTo(400);
        assertThat(caller.post("anthropic", "/v1/models", "{}").statusCode()).isEqualTo(405);
    }

    private static HttpRequest with(String name, String value, ObjectNode body) {
        HttpRequest.Builder request = caller.request("anthropic", "/v1/messages");
        request.setHeader(name, value);
        return request.POST(BodyPublishers.ofString(body.toString())).build();
    }

    private static ObjectNode good() {
        return Caller.ask("claude-sonnet-4-6", "x").put("max_tokens", 1_000);
    }
}
