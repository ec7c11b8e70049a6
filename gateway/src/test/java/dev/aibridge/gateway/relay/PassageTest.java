package dev.aibridge.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.gateway.metering.Meter;
import dev.aibridge.gateway.metering.Metered;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.AnthropicAnswerReader;
import dev.aibridge.gateway.wire.ChatAnswerReader;
import dev.aibridge.gateway.wire.ResponsesAnswerReader;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageTest {

    private static final int WINDOW = 1_000_000;

    private record Passed(String out, Passage.State state, Meter meter) {}

    private static byte[] recording(String name) throws IOException {
        try (InputStream in = PassageTest.class.getResourceAsStream("/streams/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static AnswerReader.Maker dialect(String name) {
        return switch (name) {
            case "anthropic.sse" -> sink -> new AnthropicAnswerReader(sink, Bucket.CACHE_WRITE_5M);
            case "responses.sse" -> ResponsesAnswerReader::new;
            default -> ChatAnswerReader::new;
        };
    }

    private static Passed pass(byte[] stream, boolean wantsUsage, int... cuts) {
        return pass(ChatAnswerReader::new, stream, wantsUsage, cuts);
    }

    private static Passed pass(
            AnswerReader.Maker dialect, byte[] stream, boolean wantsUsage, int... cuts) {
        Meter meter = new Meter(dialect, WINDOW, WINDOW);
        Naming naming = new Naming("our-model", "OpenAI");
        Passage passage = new Passage(meter, naming, wantsUsage, 1 << 20, 1 << 26);
        Buffer out = Buffer.buffer();
        Passage.State state = Passage.State.GOES_ON;
        int from = 0;
        for (int to : cuts) {
            if (state == Passage.State.GOES_ON) {
                state = passage.pass(Arrays.copyOfRange(stream, from, to), out);
            }
            from = to;
        }
        if (state == Passage.State.GOES_ON) {
            state = passage.pass(Arrays.copyOfRange(stream, from, stream.length), out);
        }
        return new Passed(out.appendBuffer(passage.terminal()).toString(), state, meter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"chat.sse", "reasoning.sse", "tools.sse", "anthropic.sse", "responses.sse"})
    void splitAnywhereAStreamGivesTheSameBytesAndTheSameUsage(String name) throws IOException {
        byte[] stream = recording(name);
        AnswerReader.Maker dialect = dialect(name);
        Passed whole = pass(dialect, stream, true);
        assertThat(whole.state).isEqualTo(Passage.State.WHOLE);
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            int[] cuts = random.ints(1 + random.nextInt(20), 0, stream.length).sorted().toArray();
            Passed split = pass(dialect, stream, true, cuts);
            assertThat(split.out).isEqualTo(whole.out);
            assertThat(split.meter.byVendor()).isEqualTo(whole.meter.byVendor());
        }
    }

    @Test
    void splitAtEveryByteAStreamGivesTheSame() throws IOException {
        byte[] stream = recording("chat.sse");
        int[] everywhere = new int[stream.length];
        Arrays.setAll(everywhere, i -> i);
        assertThat(pass(stream, true, everywhere).out).isEqualTo(pass(stream, true).out);
    }

    @Test
    void everyChunkNamesTheModelThatServedAndItsProvider() throws IOException {
        Passed passed = pass(recording("chat.sse"), true);
        assertThat(passed.out.lines().filter(line -> line.startsWith("data: {")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"model\":\"our-model\",\"provider\":\"OpenAI\""))
                .noneMatch(line -> line.contains("gpt-4o-mini-2024-07-18"));
    }

    @Test
    void aClientThatDidNotAskForUsageSeesNoneAndIsMeteredAllTheSame() throws IOException {
        byte[] stream = recording("chat.sse");
        Passed asked = pass(stream, true);
        Passed silent = pass(stream, false);
        assertThat(asked.out).contains("\"usage\":null").contains("\"prompt_tokens\"");
        assertThat(silent.out).doesNotContain("usage").doesNotContain("\"choices\":[]");
        assertThat(silent.meter.byVendor()).isEqualTo(asked.meter.byVendor());
        Metered metered = Objects.requireNonNull(silent.meter.byVendor());
        assertThat(metered.source()).isEqualTo(UsageSource.VENDOR);
        assertThat(metered.counts().get(Bucket.OUTPUT)).isPositive();
    }

    @Test
    void anthropicsBytesPassAsTheyCome() throws IOException {
        byte[] stream = recording("anthropic.sse");
        Passed passed = pass(dialect("anthropic.sse"), stream, true);
        assertThat(passed.out).isEqualTo(new String(stream, StandardCharsets.UTF_8));
    }

    @Test
    void aResponseNamesTheModelThatServedWhereverItStands() throws IOException {
        Passed passed = pass(dialect("responses.sse"), recording("responses.sse"), true);
        assertThat(passed.out)
                .doesNotContain("gpt-5.4-2026")
                .containsSubsequence(
                        "response.created",
                        "\"model\":\"our-model\",\"provider\":\"OpenAI\"",
                        "response.completed",
                        "\"model\":\"our-model\",\"provider\":\"OpenAI\"");
    }

    @Test
    void lineEndingsOfEveryKindEndAnEvent() throws IOException {
        String lf = new String(recording("chat.sse"), StandardCharsets.UTF_8);
        byte[] crlf = lf.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Passed passed = pass(crlf, true);
        assertThat(passed.state).isEqualTo(Passage.State.WHOLE);
        assertThat(passed.out.replace("\r\n", "\n"))
                .isEqualTo(pass(recording("chat.sse"), true).out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: <html>\n\n",
                "data: {\"choices\":[\n\n",
                "data: {\"error\":{\"message\":\"no\"}}\n\n",
                "data: []\n\n"
            })
    void whatIsNoChunkBreaksTheStream(String event) {
        Passed passed = pass(event.getBytes(StandardCharsets.UTF_8), true);
        assertThat(passed.state).isEqualTo(Passage.State.BROKEN);
        assertThat(passed.out).isEmpty();
    }

    @Test
    void anEventThatNeverEndsIsGivenUpAtItsLimit() {
        Meter meter = new Meter(ChatAnswerReader::new, WINDOW, WINDOW);
        Passage passage = new Passage(meter, new Naming("m", "p"), true, 100, 1 << 20);
        Buffer out = Buffer.buffer();
        byte[] half = "data: {\"x\":\"".concat("y".repeat(88)).getBytes(StandardCharsets.UTF_8);
        assertThat(half).hasSize(100);
        assertThat(passage.pass(half, out)).isEqualTo(Passage.State.GOES_ON);
        assertThat(passage.pass(new byte[] {'y'}, out)).isEqualTo(Passage.State.BROKEN);
    }
}
