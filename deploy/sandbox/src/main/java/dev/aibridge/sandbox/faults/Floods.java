package dev.aibridge.sandbox.faults;

import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.play.Step.Drop;
import dev.aibridge.sandbox.play.Step.Finish;
import dev.aibridge.sandbox.play.Step.Head;
import dev.aibridge.sandbox.play.Step.Send;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Faults that send what nobody can use: not JSON, too much, too large.
final class Floods {

    private static final byte[] NOT_JSON =
            "<html><body>502 Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_EVENTS = 10_000_000;
    private static final int MAX_KIB = 256 * 1_024;

    private Floods() {}

    static List<Step> of(List<Step> script, Fault fault, Dialect dialect) {
        int events = fault.number("after_events", 2);
        if (!Places.isStream(script)) {
            return body(fault, dialect);
        }
        List<Step> steps = new ArrayList<>(Places.upTo(script, events));
        switch (fault.kind()) {
            case GARBAGE -> {
                steps.add(new Send(dialect.garbageEvent(), 0, false));
                steps.addAll(Places.after(script, events));
            }
            case ENDLESS -> {
                Send again = Places.nextSend(script, events);
                Send free = new Send(again.bytes(), 0, true);
                int times = Math.clamp(fault.number("events", 100_000), 1, MAX_EVENTS);
                steps.addAll(Collections.nCopies(times, free));
                steps.add(new Drop());
            }
            case HUGE_EVENT -> {
                steps.add(new Send(dialect.hugeEvent(much(fault)), 0, true));
                steps.addAll(Places.after(script, events));
            }
            default -> throw new IllegalArgumentException("does not flood: " + fault.kind());
        }
        return steps;
    }

    private static List<Step> body(Fault fault, Dialect dialect) {
        if (fault.kind() == FaultKind.GARBAGE) {
            return Script.body(200, Map.of(), "application/json", NOT_JSON, 0);
        }
        byte[] huge = dialect.hugeBody(much(fault));
        int times =
                fault.kind() == FaultKind.ENDLESS
                        ? Math.clamp(fault.number("events", 100_000) / 1_000L, 1, 1_000)
                        : 1;
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        List<Step> steps = new ArrayList<>();
        steps.add(new Head(200, headers));
        steps.addAll(Collections.nCopies(times, new Send(huge, 0, false)));
        steps.add(fault.kind() == FaultKind.ENDLESS ? new Drop() : new Finish());
        return steps;
    }

    private static String much(Fault fault) {
        int kib = Math.clamp(fault.number("kb", 4_096), 1, MAX_KIB);
        return "x".repeat(kib * 1_024);
    }
}
