package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Where the vendors differ on the wire.
class QuirksTest {

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
    void openAiEndsWithAChunkOfUsageAloneAndSaysNullBefore() {
        List<JsonNode> events = stream("openai", "gpt-4o", true);

        assertThat(events.getLast().path("choices")).isEmpty();
        assertThat(events.getLast().at("/usage/total_tokens").asInt()).isPositive();
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(event -> assertThat(event.path("usage").isNull()).isTrue());
        assertThat(stream("openai", "gpt-4o", false))
                .allSatisfy(event -> assertThat(event.has("usage")).isFalse());
    }

    @Test
    void deepSeekThinksBeforeItSpeaksAndSplitsItsPromptByCache() {
        List<JsonNode> events = stream("deepseek", "deepseek-reasoner", false);
        int lastThought = -1;
        int firstWord = -1;
        for (int i = 0; i < events.size(); i++) {
            JsonNode delta = events.get(i).at("/choices/0/delta");
            lastThought = delta.has("reasoning_content") ? i : lastThought;
            boolean word = !delta.path("content").asText("").isEmpty();
            firstWord = word && firstWord < 0 ? i : firstWord;
        }
        JsonNode usage = events.getLast().path("usage");

        assertThat(lastThought).isPositive().isLessThan(firstWord);
        assertThat(usage.path("prompt_cache_hit_tokens").asInt()).isZero();
        assertThat(usage.path("prompt_cache_miss_tokens")).isEqualTo(usage.path("prompt_tokens"));
        assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asInt()).isPositive();
    }

    @Test
    void moonshotPutsUsageIntoItsLastChoice() {
        JsonNode last = stream("moonshot", "moonshot-v1-128k", false).getLast();

        assertThat(last.at("/choices/0/usage/total_tokens").asInt()).isPositive();
        assertThat(last.at("/choices/0/usage").has("cached_tokens")).isTrue();
        assertThat(last.has("usage")).isFalse();
    }

    @Test
    void thinkingIsSwitchedInTheVendorsOwnWords() {
        ObjectNode kimi = Caller.ask("kimi-k2.5", "Think");
        ObjectNode qwen = Caller.ask("qwen-plus", "Think");

        assertThat(thinks("moonshot", kimi)).isTrue();
        kimi.putObject("thinking").put("type", "disabled");
        assertThat(thinks("moonshot", kimi)).isFalse();
        assertThat(thinks("qwen", qwen)).isFalse();
        assertThat(thinks("qwen", qwen.put("enable_thinking", true))).isTrue();
    }

    @Test
    void openAiSendsItsHeaders() {
        HttpResponse<String> answer =
                caller.chat("openai", Caller.ask("gpt-4o", "Headers").toString());

        assertThat(answer.headers().firstValue("x-request-id").orElse("")).startsWith("req_");
        assertThat(answer.headers().map())
                .containsKeys(
                        "openai-processing-ms",
                        "openai-version",
                        "x-ratelimit-limit-requests",
                        "x-ratelimit-remaining-tokens");
    }

    @Test
    void anEmbeddingIsTheSameAsTextTokensFloatsAndBase64() {
        String floats = "{\"model\":\"text-embedding-3-large\",\"input\":\"hello\"}";
        // "hello" is the one token 24912 of o200k_base.
        String tokens =
                "{\"model\":\"text-embedding-3-large\",\"input\":[[24912]],"
                        + "\"encoding_format\":\"base64\"}";
        JsonNode asFloats = embedding(floats);
        byte[] bytes = Base64.getDecoder().decode(embedding(tokens).asText());
        var decoded = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();

        assertThat(decoded.remaining()).isEqualTo(3_072).isEqualTo(asFloats.size());
        for (int i = 0; i < asFloats.size(); i++) {
            assertThat((float) asFloats.get(i).asDouble()).isEqualTo(decoded.get(i));
        }
    }

    @Test
    void textThatIsNotUtf8IsNotJson() {
        byte[] body = Caller.ask("gpt-4o", "x").toString().getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf("\"x\"") + 1] = (byte) 0xff;

        HttpResponse<String> answer =
                caller.send(
                        caller.request("openai", "/v1/chat/completions")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("We could not parse the JSON body");
    }

    private static JsonNode embedding(String body) {
        HttpResponse<String> answer = caller.post("openai", "/v1/embeddings", body);
        return Caller.json(answer.body()).at("/data/0/embedding");
    }

    private static boolean thinks(String vendor, ObjectNode ask) {
        return Caller.json(caller.chat(vendor, ask.toString()).body())
                .at("/choices/0/message")
                .has("reasoning_content");
    }

    private static List<JsonNode> stream(String vendor, String model, boolean usage) {
        ObjectNode ask = Caller.ask(model, "Stream").put("stream", true);
        if (usage) {
            ask.putObject("stream_options").put("include_usage", true);
        }
        return Caller.events(caller.chat(vendor, ask.toString()).body());
    }
}
