package dev.aibridge.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicAnswerReaderTest {

    private static final Counts SEEN =
            Counts.NONE
                    .with(Bucket.INPUT, 25 + 5_000)
                    .with(Bucket.CACHE_READ, 30_000)
                    .with(Bucket.CACHE_WRITE_5M, 200)
                    .with(Bucket.CACHE_WRITE_1H, 1_000)
                    .with(Bucket.OUTPUT, 89 + 300 - 31)
                    .with(Bucket.REASONING, 31)
                    .with(Bucket.REQUEST, 1);

    private final StringBuilder text = new StringBuilder();
    private final AnthropicAnswerReader reader =
            new AnthropicAnswerReader(text::append, Bucket.CACHE_WRITE_5M);

    private VendorUsage usage() {
        return Objects.requireNonNull(reader.usage());
    }

    @Test
    void aStreamsUsageIsItsLastWordAndWhatACompactionAdds() throws IOException {
        Stream.read(reader, Stream.events("anthropic.sse"));
        assertThat(reader.isTerminal()).isTrue();
        assertThat(usage().counts()).isEqualTo(SEEN);
        assertThat(usage().believable()).isTrue();
        assertThat(usage().whole()).isTrue();
        assertThat(usage().input()).isEqualTo(25 + 5_000 + 30_000 + 1_200);
        assertThat(text)
                .hasToString(
                        "Let me see what the wëather is …我来查一下。get_weather{\"location\": \"San Francisco\"}");
    }

    @Test
    void aStreamThatIsCutTellsItsInputAlone() throws IOException {
        Stream.read(reader, Stream.events("anthropic.sse").subList(0, 5));
        assertThat(usage().whole()).isFalse();
        assertThat(usage().counts().get(Bucket.CACHE_READ)).isEqualTo(30_000);
        assertThat(usage().counts().get(Bucket.CACHE_WRITE_1H)).isEqualTo(1_000);
        assertThat(usage().counts().outputTokens()).isEqualTo(1);
    }

    @Test
    void anEarlyEndClosesTheBlockThatIsOpenAndSaysWhy() throws IOException {
        Stream.read(reader, Stream.events("anthropic.sse").subList(0, 8));
        AnswerReader.Early early =
                reader.early(new EarlyEnd("m", "p", 1, true, Counts.NONE.with(Bucket.OUTPUT, 7)));
        List<JsonObject> events = json(early.events());
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().getString("type")).isEqualTo("content_block_stop");
        assertThat(events.getFirst().getInteger("index")).isEqualTo(1);
        JsonObject last = events.getLast();
        assertThat(last.getJsonObject("delta").getString("stop_reason")).isEqualTo("max_tokens");
        assertThat(last.getJsonObject("usage").getLong("output_tokens")).isEqualTo(7);
        assertThat(new String(early.terminal(), StandardCharsets.US_ASCII))
                .isEqualTo("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void betweenBlocksAnEarlyEndClosesNone() throws IOException {
        Stream.read(reader, Stream.events("anthropic.sse").subList(0, 6));
        AnswerReader.Early early = reader.early(new EarlyEnd("m", "p", 1, true, Counts.NONE));
        assertThat(json(early.events())).hasSize(1);
    }

    private static List<JsonObject> json(byte[] events) {
        return Stream.events(events).stream()
                .map(data -> new JsonObject(Buffer.buffer(data)))
                .toList();
    }

    @Test
    void aWholeMessageIsReadTheSame() throws IOException {
        Stream.read(
                reader,
                """
                {"type":"message","id":"msg_1","role":"assistant","model":"claude-x",
                 "content":[{"type":"text","text":"hi"},
                            {"type":"tool_use","id":"t","name":"f","input":{"a":[1,"b"]}}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":10,"cache_creation_input_tokens":7,"cache_read_input_tokens":null,
                          "output_tokens":5,"server_tool_use":{"web_search_requests":2}}}
                """);
        assertThat(reader.isAnswer()).isTrue();
        assertThat(reader.hasContent()).isTrue();
        assertThat(usage().counts())
                .isEqualTo(
                        Counts.NONE
                                .with(Bucket.INPUT, 10)
                                .with(Bucket.CACHE_WRITE_5M, 7)
                                .with(Bucket.OUTPUT, 5)
                                .with(Bucket.WEB_SEARCH, 2)
                                .with(Bucket.REQUEST, 1));
        assertThat(text).hasToString("hifa1b");
    }

    @Test
    void whatIsWrittenForAnHourAloneIsOfAnHourWithoutASplit() throws IOException {
        AnthropicAnswerReader hour = new AnthropicAnswerReader(text::append, Bucket.CACHE_WRITE_1H);
        Stream.read(
                hour,
                "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"cache_creation_input_tokens\":7,\"output_tokens\":1}}");
        assertThat(Objects.requireNonNull(hour.usage()).counts().get(Bucket.CACHE_WRITE_1H))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input_tokens\":-1,\"output_tokens\":5}",
                "{\"input_tokens\":10,\"output_tokens\":5.5}",
                "{\"input_tokens\":10,\"output_tokens\":99999999999999999999}",
                "{\"input_tokens\":10,\"output_tokens\":\"5\"}",
                "{\"input_tokens\":10,\"output_tokens\":5,\"cache_creation_input_tokens\":5,\"cache_creation\":{\"ephemeral_5m_input_tokens\":9}}",
                "{\"input_tokens\":10,\"output_tokens\":5,\"iterations\":[{\"type\":\"compaction\",\"input_tokens\":-5}]}"
            })
    void whatCannotBeIsNotBelieved(String usage) throws IOException {
        Stream.read(
                reader,
                "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}],\"stop_reason\":\"end_turn\",\"usage\":"
                        + usage
                        + "}");
        assertThat(usage().believable()).isFalse();
    }

    @Test
    void anErrorAPingAndAnEmptyAnswerAreTold() throws IOException {
        Stream.read(reader, "{\"type\":\"ping\"}");
        assertThat(reader.isSignOfLife()).isTrue();
        Stream.read(reader, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");
        assertThat(reader.isError()).isTrue();
        Stream.read(
                reader,
                "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"max_tokens\",\"usage\":{\"input_tokens\":9,\"output_tokens\":0}}");
        assertThat(reader.isError()).isFalse();
        assertThat(reader.hasContent()).isFalse();
        assertThat(reader.reachedLimit()).isTrue();
    }
}
