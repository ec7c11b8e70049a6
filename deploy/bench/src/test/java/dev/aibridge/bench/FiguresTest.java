package dev.aibridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static Round round(double gateway, double nginx) {
        return new Round(1_000, gateway, nginx, 1, 2, 3);
    }

    @Test
    void one_disturbed_round_decides_nothing() {
        List<Round> rounds = List.of(round(40, 10), round(900, 10), round(42, 10));

        assertThat(Round.median(rounds, Round::ratio)).isEqualTo(4.2);
    }

    @Test
    void a_percentile_is_a_time_that_was_seen() {
        long[] nanos = LongStream.rangeClosed(1, 200).map(ms -> ms * 1_000_000).toArray();

        assertThat(Latency.millis(nanos, 50)).isEqualTo(100);
        assertThat(Latency.millis(nanos, 99)).isEqualTo(198);
    }

    @Test
    void a_vendor_that_is_slow_by_itself_says_nothing_about_the_gateway() {
        assertThat(new Latency(0.4, -75, 129).judgedP99Millis()).isNaN();
        assertThat(new Latency(0.4, 2.5, 4.1).judgedP99Millis()).isEqualTo(2.5);
    }

    @Test
    void a_figure_is_judged_by_what_is_asked_and_by_the_goal() {
        Limit ratio = Limit.atMost(5, 3.5);

        assertThat(ratio.verdict(3.5)).isEqualTo("goal");
        assertThat(ratio.verdict(4.9)).isEqualTo("yes");
        assertThat(ratio.verdict(5.1)).isEqualTo("**NO**");
        assertThat(Limit.atLeast(10_000, 15_000).verdict(9_999)).isEqualTo("**NO**");
    }

    @Test
    void what_was_not_measured_reaches_nothing() {
        Report report = new Report();

        report.judged("CPU", "nginx is missing", Double.NaN, "×", Limit.atMost(5, 3.5));

        assertThat(report.text("Costs"))
                .contains("| CPU | nginx is missing | – | ≤ 5 (goal 3.5) | not measured |");
    }

    @Test
    void a_stream_has_its_events_and_a_whole_answer_its_usage() {
        assertThat(Chat.events()).hasSize(Chat.EVENTS);
        assertThat(Chat.answer().toJsonObject().getJsonObject("usage").getInteger("total_tokens"))
                .isEqualTo(123);
        assertThat(Chat.request(true).toJsonObject().getBoolean("stream")).isTrue();
    }
}
