package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OpenAI's Responses on the wire: events, refusals, faults and the bill.
class ResponsesTest {

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
    void eventsAreNumberedAndTheItemsDoneAreTheResponse() {
        ObjectNode ask = ask("call:f{\"a\":1}").put("stream", true);
        ask.putArray("tools").addObject().put("type", "function").put("name", "f");
        List<JsonNode> events = Caller.events(respond(ask).body());

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
        }
        List<JsonNode> done =
                events.stream()
                        .filter(e -> e.path("type").asText().equals("response.output_item.done"))
                        .map(event -> event.path("item"))
                        .toList();
        JsonNode last = events.getLast();
        assertThat(last.path("type").asText()).isEqualTo("response.completed");
        assertThat(last.at("/response/output")).containsExactlyElementsOf(done);
        assertThat(done.getLast().path("arguments").asText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void everyEventIsNamedAsItsType() {
        String stream = respond(ask("Hello").put("stream", true)).body();

        assertThat(stream.split("\n\n"))
                .allSatisfy(
                        block -> {
                            String name = block.lines().findFirst().orElseThrow().substring(7);
                            assertThat(block).contains("\"type\":\"" + name + "\"");
                        });
    }

    @Test
    void theBillIsTheUsageAtListPrice() {
        JsonNode usage = Caller.json(respond(ask("bill this response")).body()).path("usage");

        long microCents =
                usage.path("input_tokens").asLong() * 250
                        + usage.path("output_tokens").asLong() * 1_500;
        assertThat(caller.bill("bill this response").at("/total/usd_micro_cents").asLong())
                .isEqualTo(microCents);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            textBlock =
                    """
    input             |                 | missing_required_parameter | Missing required parameter: 'input'.
    input             | 5               | invalid_type               | Invalid type for 'input'
    input             | []              | empty_array                | Invalid 'input': empty array
    input             | [{"type":"poem"}] | invalid_value            | Invalid value: 'poem'.
    input             | [{"role":"model","content":"x"}] | invalid_value | Invalid value: 'model'.
    input             | [{"role":"user","content":[{"type":"text","text":"x"}]}] | invalid_value | Supported values are: 'input_text'
    input             | [{"role":"user","content":"x","name":"Bo"}] | unknown_parameter | Unknown parameter: 'input[0].name'.
    input             | [{"type":"function_call_output","call_id":"c","output":"x"}] | - | No tool call found for function call output with call_id c.
    input             | [{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}] | - | No tool output found for function call c.
    input             | [{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAx"},{"role":"user","content":"x"}] | invalid_encrypted_content | The encrypted content gAAA... could not be verified.
    messages          | []              | unknown_parameter          | Unknown parameter: 'messages'.
    max_output_tokens | 15              | integer_below_min_value    | Expected a value >= 16
    max_output_tokens | 999999          | integer_above_max_value    | Expected a value <= 128000
    temperature       | 0.2             | unsupported_parameter      | 'temperature' is not supported with this model
    reasoning         | {"effort":"huge"} | invalid_value            | Invalid value: 'huge'.
    include           | ["thoughts"]    | invalid_value              | Invalid value: 'thoughts'.
    text              | {"format":{"type":"xml"}} | invalid_value    | Invalid value: 'xml'.
    text              | {"format":{"type":"json_schema","name":"a","strict":true,"schema":{"type":"object","properties":{}}}} | invalid_json_schema | 'additionalProperties' is required
    tools             | [{"type":"function","function":{"name":"f"}}] | missing_required_parameter | 'tools[0].name'
    tools             | [{"type":"juggle"}] | invalid_value          | Invalid value: 'juggle'.
    tools             | [{"type":"namespace","name":"n","description":"d","tools":[{"type":"namespace","name":"m","description":"d","tools":[]}]}] | invalid_value | Invalid value: 'namespace'.
    tool_choice       | "required"      | -                          | must be specified with 'tools'
    tool_choice       | {"type":"function","name":"g"} | -           | Tool choice 'g' not found
    previous_response_id | "resp_1"     | previous_response_not_found | Previous response with id 'resp_1' not found.
    background        | true            | -                          | does not simulate 'background'
    """)
    void aBadRequestIsRefused(String field, String value, String code, String message) {
        ObjectNode body = ask("x");
        body.remove(field);
        if (value != null) {
            body.set(field, Caller.json(value));
        }

        HttpResponse<String> answer = respond(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = Caller.json(answer.body()).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("code").asText(null)).isEqualTo(code);
    }

    @Test
    void nothingIsStoredSoNothingIsFound() {
        ObjectNode body = ask("x");
        body.putArray("input").addObject().put("type", "item_reference").put("id", "rs_1");

        HttpResponse<String> answer = respond(body);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Item with id 'rs_1' not found.");
        assertThat(caller.post("qwen", "/v1/responses", ask("x").toString()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anOfferedHostedToolFailsNothing() {
        ObjectNode body = ask("Look it up");
        body.putArray("tools").addObject().put("type", "web_search");

        assertThat(Caller.json(respond(body).body()).path("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void faultsSpeakTheDialect() {
        String failed = respond(ask("[[fault:error_event]] x").put("stream", true)).body();
        String cut = respond(ask("[[fault:no_done]] x").put("stream", true)).body();

        assertThat(failed).contains("event: response.failed").contains("\"code\":\"server_error\"");
        assertThat(cut).contains("response.output_item.done").doesNotContain("response.completed");
        assertThat(respond(ask("[[fault:status code=503]] x")).statusCode()).isEqualTo(503);
    }

    private static HttpResponse<String> respond(ObjectNode body) {
        return caller.post("openai", "/v1/responses", body.toString());
    }

    private static ObjectNode ask(String prompt) {
        return Json.object().put("model", "gpt-5.4").put("store", false).put("input", prompt);
    }
}
