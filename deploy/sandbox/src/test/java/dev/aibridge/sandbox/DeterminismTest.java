package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Equal requests get equal answers.
class DeterminismTest {

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
    @CsvSource({
        "openai,gpt-4o",
        "openai,gpt-5.4",
        "deepseek,deepseek-reasoner",
        "qwen,qwen-max",
        "moonshot,kimi-k2.5",
        "moonshot,moonshot-v1-128k"
    })
    void aStreamSaysWhatTheWholeAnswerSays(String vendor, String model) {
        ObjectNode ask = Caller.ask(model, "Tell me about rivers");
        JsonNode whole = Caller.json(caller.chat(vendor, ask.toString()).body());
        List<JsonNode> events = Caller.events(caller.chat(vendor, streamed(ask)).body());

        JsonNode message = whole.at("/choices/0/message");
        assertThat(folded(events, "content")).isEqualTo(message.path("content").asText());
        assertThat(folded(events, "reasoning_content"))
                .isEqualTo(message.path("reasoning_content").asText());
        assertThat(events.getLast().path("usage")).isEqualTo(whole.path("usage"));
        assertThat(events.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    }

    @Test
    void whatDoesNotChangeTheQuestionDoesNotChangeTheAnswer() {
        ObjectNode plain = Caller.ask("gpt-4o", "Same?");
        ObjectNode decorated =
                plain.deepCopy()
                        .put("store", false)
                        .put("user", "u1")
                        .put("service_tier", "default")
                        .put("prompt_cache_key", "k")
                        .put("max_tokens", 4_000);

        assertThat(text(decorated)).isEqualTo(text(plain));
        assertThat(text(plain.deepCopy().put("seed", 7))).isNotEqualTo(text(plain));
    }

    @Test
    void anAnswerOfAWantedLengthHasThatManyTokens() {
        JsonNode answer = chat(Caller.ask("gpt-4o", "At length [[tokens=500]]"));

        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(500);
        assertThat(Tokens.count(answer.at("/choices/0/message/content").asText())).isEqualTo(500);
    }

    @Test
    void aMaximumCutsTheSameTextAndIsUsedUpExactly() {
        ObjectNode ask = Caller.ask("gpt-4o", "At length [[tokens=200]]");
        JsonNode cut = chat(ask.deepCopy().put("max_tokens", 30));

        assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(cut.at("/usage/completion_tokens").asInt()).isEqualTo(30);
        assertThat(text(ask)).startsWith(cut.at("/choices/0/message/content").asText());
    }

    @Test
    void aStopSequenceEndsTheTextAndIsNotPartOfIt() {
        ObjectNode ask = Caller.ask("gpt-4o", "Sentences [[tokens=100]]");
        JsonNode stopped = chat(ask.deepCopy().put("stop", "."));

        assertThat(stopped.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(stopped.at("/choices/0/message/content").asText())
                .isNotEmpty()
                .doesNotContain(".");
        assertThat(stopped.at("/usage/completion_tokens").asInt()).isBetween(1, 20);
    }

    @Test
    void severalChoicesDifferAndAreAllCounted() {
        JsonNode answer = chat(Caller.ask("gpt-4o", "Thrice").put("n", 3));
        Set<String> texts = new HashSet<>();
        int tokens = 0;
        for (JsonNode choice : answer.path("choices")) {
            texts.add(choice.at("/message/content").asText());
            tokens += Tokens.count(choice.at("/message/content").asText());
        }

        assertThat(texts).hasSize(3);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(tokens);
    }

    @Test
    void everyTokenHasItsLogprob() {
        ObjectNode ask = Caller.ask("gpt-4o", "Sure? [[tokens=25]]");
        JsonNode tokens =
                chat(ask.put("logprobs", true).put("top_logprobs", 2))
                        .at("/choices/0/logprobs/content");

        assertThat(tokens.get(0).path("top_logprobs")).hasSize(2);
        assertThat(tokens.valueStream().map(t -> t.path("token").asText()).collect(joining()))
                .isEqualTo(text(ask));
        assertThat(tokens).allSatisfy(t -> assertThat(t.path("logprob").asDouble()).isNegative());
    }

    @Test
    void aLongPrefixIsCachedInStepsOf128() {
        ObjectNode first = Caller.ask("gpt-4o-mini", "cached " + " word".repeat(1_500));
        ObjectNode second = Caller.ask("gpt-4o-mini", "cached " + " word".repeat(1_500) + " end");

        assertThat(cached(chat(first))).isZero();
        assertThat(cached(chat(second))).isEqualTo(1_408);
        assertThat(cached(chat(Caller.ask("gpt-4o", "cached " + " word".repeat(1_500))))).isZero();
    }

    @Test
    void aHighDetailImageIsCountedInTiles() {
        ObjectNode ask = Caller.ask("gpt-4o", "");
        ObjectNode message = (ObjectNode) ask.at("/messages/0");
        message.putArray("content")
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", "https://a.example/never-fetched.png");

        // 3 around the message, 1 for its role, 3 that open the answer; 1024² is 768² in 4 tiles.
        assertThat(chat(ask).at("/usage/prompt_tokens").asInt()).isEqualTo(7 + 85 + 4 * 170);
    }

    @Test
    void hiddenReasoningIsCountedAndCanBeTurnedOff() {
        ObjectNode ask = Caller.ask("gpt-5.4", "Think");

        assertThat(reasoning(chat(ask))).isPositive().isEqualTo(reasoning(chat(ask)));
        assertThat(reasoning(chat(ask.put("reasoning_effort", "none")))).isZero();
    }

    private static int reasoning(JsonNode answer) {
        return answer.at("/usage/completion_tokens_details/reasoning_tokens").asInt();
    }

    private static int cached(JsonNode answer) {
        return answer.at("/usage/prompt_tokens_details/cached_tokens").asInt(-1);
    }

    private static JsonNode chat(ObjectNode ask) {
        return Caller.json(caller.chat("openai", ask.toString()).body());
    }

    private static String text(ObjectNode ask) {
        return chat(ask).at("/choices/0/message/content").asText();
    }

    private static String streamed(ObjectNode ask) {
        ObjectNode body = ask.deepCopy().put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return body.toString();
    }

    private static String folded(List<JsonNode> events, String field) {
        return events.stream()
                .map(event -> event.at("/choices/0/delta/" + field).asText(""))
                .collect(joining());
    }

    private static Collector<CharSequence, ?, String> joining() {
        return Collectors.joining();
    }
}
