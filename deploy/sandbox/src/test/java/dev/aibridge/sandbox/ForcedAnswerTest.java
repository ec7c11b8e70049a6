package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forced tools get arguments, and structured answers text, that fit their schema.
class ForcedAnswerTest {

    private static final String SCHEMA =
            """
            {"type":"object","required":["name","mood","age","when","tags","home","maybe"],
             "properties":{
               "name":{"type":"string","minLength":3,"maxLength":40},
               "code":{"type":"string","pattern":"^[A-Z]{3}-[0-9]+$","maxLength":9},
               "mood":{"enum":["good","bad"]},
               "age":{"type":"integer","minimum":18,"maximum":20},
               "score":{"type":"number","exclusiveMinimum":0,"maximum":1},
               "when":{"type":"string","format":"date"},
               "tags":{"type":"array","items":{"type":"string"},"minItems":2,"maxItems":4},
               "home":{"$ref":"#/$defs/place"},
               "maybe":{"anyOf":[{"$ref":"#/$defs/place"},{"type":"null"}]}},
             "$defs":{"place":{"type":"object","required":["city","near"],"properties":{
               "city":{"type":"string"},
               "near":{"anyOf":[{"$ref":"#/$defs/place"},{"type":"null"}]}}}}}
            """;

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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStructuredAnswerFitsItsSchema(int seed) {
        ObjectNode ask = Caller.ask("gpt-4o", "Someone").put("seed", seed);
        ObjectNode format = ask.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema").put("name", "person").set("schema", Caller.json(SCHEMA));

        fits(Caller.json(message(ask).path("content").asText()));
    }

    @Test
    void aRequiredToolGetsArgumentsThatFit() {
        JsonNode call =
                message(withTool().put("tool_choice", "required")).at("/tool_calls/0/function");

        assertThat(call.path("name").asText()).isEqualTo("greet");
        fits(Caller.json(call.path("arguments").asText()));
    }

    @Test
    void aNamedToolEndsWithStopAsOpenAiDoes() {
        ObjectNode ask = withTool();
        ask.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", "greet");

        JsonNode choice = chat(ask).at("/choices/0");

        assertThat(choice.at("/message/tool_calls")).hasSize(1);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void withoutParallelCallsOnlyTheFirstSpelledCallIsMade() {
        ObjectNode ask = withTool("call:greet{\"a\":1}\ncall:greet{\"a\":2}");

        assertThat(message(ask).path("tool_calls")).hasSize(2);
        assertThat(message(ask.put("parallel_tool_calls", false)).path("tool_calls")).hasSize(1);
        assertThat(message(ask.put("tool_choice", "none")).path("tool_calls")).isEmpty();
    }

    @Test
    void aSpelledCallStreamsItsArgumentsInPieces() {
        ObjectNode ask = withTool("call:greet{\"name\":\"Ada Lovelace\",\"age\":36}");
        var events =
                Caller.events(caller.chat("openai", ask.put("stream", true).toString()).body());
        StringBuilder arguments = new StringBuilder();
        for (JsonNode event : events) {
            JsonNode call = event.at("/choices/0/delta/tool_calls/0/function/arguments");
            arguments.append(call.asText(""));
        }

        assertThat(arguments.toString()).isEqualTo("{\"name\":\"Ada Lovelace\",\"age\":36}");
        assertThat(events).hasSizeGreaterThan(8);
    }

    private static void fits(JsonNode person) {
        assertThat(person.path("name").asText().length()).isBetween(3, 40);
        assertThat(person.path("code").asText()).matches("[A-Z]{3}-[0-9]{1,5}");
        assertThat(person.path("mood").asText()).isIn("good", "bad");
        assertThat(person.path("age").isIntegralNumber()).isTrue();
        assertThat(person.path("age").asInt()).isBetween(18, 20);
        assertThat(person.path("score").asDouble()).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(person.path("when").asText()).matches("2026-[0-9]{2}-[0-9]{2}");
        assertThat(person.path("tags").size()).isBetween(2, 4);
        assertThat(person.at("/home/city").isTextual()).isTrue();
        assertThat(person.has("maybe")).isTrue();
    }

    private static ObjectNode withTool() {
        return withTool("Greet somebody");
    }

    private static ObjectNode withTool(String prompt) {
        ObjectNode ask = Caller.ask("gpt-4o", prompt);
        ObjectNode function =
                ask.putArray("tools").addObject().put("type", "function").putObject("function");
        function.put("name", "greet").set("parameters", Caller.json(SCHEMA));
        return ask;
    }

    private static JsonNode chat(ObjectNode ask) {
        return Caller.json(caller.chat("openai", ask.toString()).body());
    }

    private static JsonNode message(ObjectNode ask) {
        return chat(ask).at("/choices/0/message");
    }
}
