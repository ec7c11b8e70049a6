package dev.aibridge.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponsesAnswerReaderTest {

    private final StringBuilder text = new StringBuilder();
    private final ResponsesAnswerReader reader = new ResponsesAnswerReader(text::append);

    private static List<JsonObject> json(byte[] events) {
        return Stream.events(events).stream()
                .map(data -> new JsonObject(Buffer.buffer(data)))
                .toList();
    }

    private static List<String> types(List<JsonObject> events) {
        return events.stream().map(event -> event.getString("type")).toList();
    }

    @Test
    void aStreamsUsageIsInItsTerminal() throws IOException {
        Stream.read(reader, Stream.events("responses.sse"));
        assertThat(reader.isTerminal()).isTrue();
        assertThat(Objects.requireNonNull(reader.usage()).counts())
                .isEqualTo(
                        Counts.NONE
                                .with(Bucket.INPUT, 36)
                                .with(Bucket.CACHE_READ, 64)
                                .with(Bucket.OUTPUT, 8)
                                .with(Bucket.REASONING, 12)
                                .with(Bucket.REQUEST, 1));
        assertThat(text).hasToString("Grüß Gott");
    }

    @Test
    void anEarlyEndFinishesTheMessageAndCountsOn() throws IOException {
        Stream.read(reader, Stream.events("responses.sse").subList(0, 8));
        AnswerReader.Early early =
                reader.early(new EarlyEnd("m", "p", 1, true, Counts.NONE.with(Bucket.OUTPUT, 7)));
        List<JsonObject> events = json(early.events());
        assertThat(types(events))
                .containsExactly(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done");
        assertThat(events.stream().map(event -> event.getInteger("sequence_number")))
                .containsExactly(8, 9, 10);
        assertThat(events.getFirst().getString("text")).isEqualTo("Grüß Gott");
        JsonObject last = json(early.terminal()).getFirst();
        assertThat(last.getInteger("sequence_number")).isEqualTo(11);
        JsonObject response = last.getJsonObject("response");
        assertThat(response.getString("id")).isEqualTo("resp_01");
        assertThat(response.getString("status")).isEqualTo("incomplete");
        assertThat(response.getJsonArray("output"))
                .extracting(item -> ((JsonObject) item).getString("type"))
                .containsExactly("reasoning", "message");
        assertThat(response.getJsonObject("usage").getLong("output_tokens")).isEqualTo(7);
        assertThat(response.getJsonObject("incomplete_details").getString("reason"))
                .isEqualTo("max_output_tokens");
    }

    @Test
    void aFailureCarriesTheCodeThatCodexActsOn() throws IOException {
        Stream.read(reader, Stream.events("responses.sse").subList(0, 2));
        JsonObject event = json(reader.failure("upstream_error", "No.", new byte[0])).getFirst();
        assertThat(event.getString("type")).isEqualTo("response.failed");
        assertThat(event.getInteger("sequence_number")).isEqualTo(2);
        JsonObject response = event.getJsonObject("response");
        assertThat(response.getString("status")).isEqualTo("failed");
        assertThat(response.getJsonObject("error").getString("code")).isEqualTo("upstream_error");
    }

    @Test
    void aWholeResponseIsReadTheSame() throws IOException {
        Stream.read(
                reader,
                """
                {"id":"resp_1","object":"response","status":"completed","error":null,"model":"gpt-x",
                 "output":[{"type":"function_call","name":"f","arguments":"{}","call_id":"c"},
                           {"type":"message","content":[{"type":"output_text","text":"hi"}]}],
                 "usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}
                """);
        assertThat(reader.isAnswer()).isTrue();
        assertThat(reader.hasContent()).isTrue();
        assertThat(reader.isError()).isFalse();
        assertThat(reader.model().exists()).isTrue();
        assertThat(text).hasToString("f{}hi");
        assertThat(Objects.requireNonNull(reader.usage()).output()).isEqualTo(4);
    }

    @Test
    void aFailedResponseIsAnError() throws IOException {
        Stream.read(
                reader,
                "{\"type\":\"response.failed\",\"sequence_number\":3,\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\"}}}");
        assertThat(reader.isError()).isTrue();
        Stream.read(reader, "{\"status\":\"failed\",\"output\":[]}");
        assertThat(reader.isError()).isTrue();
    }
}
