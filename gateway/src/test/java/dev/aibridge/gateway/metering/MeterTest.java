package dev.aibridge.gateway.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.gateway.wire.ChatAnswerReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final Tokenizer TOKENIZER = new Tokenizer();

    private final Meter meter = new Meter(ChatAnswerReader::new, 1_000_000, 1_000_000);

    private void read(String chunk) throws IOException {
        byte[] json = chunk.getBytes(StandardCharsets.UTF_8);
        meter.read(json, 0, json.length);
    }

    private void say(String text) throws IOException {
        read("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}");
    }

    private void end(String index) throws IOException {
        String choice = "{\"index\":" + index + ",\"delta\":{},\"finish_reason\":\"stop\"}";
        read("{\"choices\":[" + choice + "]}");
    }

    @Test
    void whatWasProducedIsEstimatedRatherHigh() throws Exception {
        String[] texts = {
            "The quick brown fox jumps over the lazy dog, and then some more of the same. ",
            "public static void main(String[] args) { return a[i] + 42 * x; } ",
            "Ein Satz mit Umlauten: über Äpfel läßt sich trefflich streiten. ",
            "今天天气很好，我们去公园散步吧。",
            "Съешь же ещё этих мягких французских булок. "
        };
        for (String text : texts) {
            long exact = TOKENIZER.count(text);
            assertThat(estimated(text)).as(text).isBetween(exact, 4 * exact);
        }
    }

    @Test
    void whatHasMoreDigitsAndSignsThanWordsIsEstimatedALittleLow() throws Exception {
        String digits = "1234567890 3.14159 0xdeadbeef {}[]();:=+- ";
        long exact = TOKENIZER.count(digits);
        assertThat(estimated(digits)).isBetween(exact / 2, exact);
    }

    private static long estimated(String text) throws IOException {
        Meter one = new Meter(ChatAnswerReader::new, 1_000_000, 1_000_000);
        byte[] json =
                ("{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}")
                        .getBytes(StandardCharsets.UTF_8);
        one.read(json, 0, json.length);
        return one.produced();
    }

    @Test
    void everyEventIsAtLeastOneTokenAndTheVendorsOwnCountIsBelieved() throws Exception {
        for (int i = 0; i < 5; i++) {
            say("a");
        }
        assertThat(meter.produced()).isEqualTo(5);
        read("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":77}}");
        assertThat(meter.produced()).isEqualTo(77);
        read("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":99000000}}");
        assertThat(meter.produced()).isEqualTo(5);
    }

    @Test
    void aChoiceEndsByItsIndexAndTheAnswerWhenAllHaveEnded() throws Exception {
        say("hi");
        end("1");
        assertThat(meter.isOver(2)).isFalse();
        assertThat(meter.ended().stream()).containsExactly(1);
        end("1");
        assertThat(meter.isOver(2)).isFalse();
        end("0");
        assertThat(meter.isOver(2)).isTrue();
    }

    @Test
    void anAbsurdIndexCostsNoMemory() throws Exception {
        for (String index : new String[] {"2147483647", "-5", "99999999999999999999", "\"x\""}) {
            end(index);
        }
        assertThat(meter.ended().length()).isLessThanOrEqualTo(1_024);
    }

    @Test
    void aCountIsOfWhatWasThereWhenItWasAskedFor() throws Exception {
        say("one two three");
        var counting = meter.counting(TOKENIZER);
        say(" four five six");
        assertThat(counting.call()).isEqualTo(TOKENIZER.count("one two three"));
    }
}
