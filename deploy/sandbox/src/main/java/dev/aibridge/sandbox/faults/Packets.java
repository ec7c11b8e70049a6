package dev.aibridge.sandbox.faults;

import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.play.Step.Pause;
import dev.aibridge.sandbox.play.Step.Send;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Faults that send the same answer in other packets or with other line ends.
final class Packets {

    private static final byte[] COMMENT = ": keep-alive\n\n\n".getBytes(StandardCharsets.UTF_8);

    private Packets() {}

    static List<Step> of(List<Step> script, Fault fault) {
        return switch (fault.kind()) {
            case SLOW_DRIP -> drip(script, fault.number("interval_ms", 2));
            case SPLIT -> split(script, fault);
            case CRLF -> Places.isStream(script) ? crlf(script) : script;
            case COMMENTS -> Places.isStream(script) ? commented(script) : script;
            default -> throw new IllegalArgumentException("not about packets: " + fault.kind());
        };
    }

    private static List<Step> drip(List<Step> script, int intervalMs) {
        List<Step> steps = new ArrayList<>();
        for (Step step : script) {
            if (step instanceof Send send) {
                cut(steps, send, 1, new SplittableRandom(0), intervalMs);
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    private static List<Step> split(List<Step> script, Fault fault) {
        SplittableRandom random = new SplittableRandom(fault.number("seed", 1));
        int max = Math.max(1, fault.number("max", 20));
        int pauseMs = fault.number("pause_ms", 1);
        List<Step> steps = new ArrayList<>();
        for (Step step : script) {
            if (step instanceof Send send) {
                cut(steps, send, max, random, pauseMs);
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    private static void cut(
            List<Step> steps, Send send, int max, SplittableRandom random, int pauseMs) {
        byte[] bytes = send.bytes();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(max));
            boolean last = to == bytes.length;
            byte[] piece = Arrays.copyOfRange(bytes, from, to);
            steps.add(new Send(piece, last ? send.tokens() : 0, last && send.event()));
            if (pauseMs > 0) {
                steps.add(new Pause(Duration.ofMillis(pauseMs)));
            }
            from = to;
        }
    }

    private static List<Step> crlf(List<Step> script) {
        List<Step> steps = new ArrayList<>();
        for (Step step : script) {
            if (step instanceof Send send) {
                String text = new String(send.bytes(), StandardCharsets.UTF_8);
                byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
                steps.add(new Send(bytes, send.tokens(), send.event()));
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    private static List<Step> commented(List<Step> script) {
        List<Step> steps = new ArrayList<>();
        for (Step step : script) {
            if (step instanceof Send) {
                steps.add(new Send(COMMENT, 0, false));
            }
            steps.add(step);
        }
        return steps;
    }
}
