package dev.aibridge.sandbox.faults;

import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.play.Step.Drop;
import dev.aibridge.sandbox.play.Step.Finish;
import dev.aibridge.sandbox.play.Step.Hang;
import dev.aibridge.sandbox.play.Step.Reset;
import dev.aibridge.sandbox.play.Step.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Faults that end an answer before its end.
final class Breaks {

    private static final int LONGEST_HANG_MS = 600_000;

    private Breaks() {}

    static List<Step> of(List<Step> script, Fault fault, Dialect dialect) {
        boolean beforeHead =
                switch (fault.kind()) {
                    case HANG, RESET -> !fault.has("after_events");
                    default -> false;
                };
        int events = fault.number("after_events", 2);
        List<Step> steps = beforeHead ? new ArrayList<>() : Places.upTo(script, events);
        boolean stream = Places.isStream(script);
        switch (fault.kind()) {
            case HANG -> steps.add(hang(fault));
            case RESET -> steps.add(new Reset());
            case CUT -> steps.add(stream && !closes(fault) ? new Finish() : new Drop());
            case HALF_EVENT -> {
                steps.add(Places.half(Places.nextSend(script, events)));
                steps.add(new Drop());
            }
            case ERROR_EVENT -> {
                return stream ? withError(steps, dialect) : Instead.status(fault, dialect);
            }
            case NO_DONE -> {
                return withoutDone(script);
            }
            default -> throw new IllegalArgumentException("does not break: " + fault.kind());
        }
        return steps;
    }

    private static Hang hang(Fault fault) {
        int ms = Math.clamp(fault.number("max_ms", LONGEST_HANG_MS), 1, LONGEST_HANG_MS);
        return new Hang(Duration.ofMillis(ms));
    }

    private static boolean closes(Fault fault) {
        return fault.text("how", "end").equals("close");
    }

    private static List<Step> withError(List<Step> steps, Dialect dialect) {
        steps.add(new Send(dialect.errorEvent(), 0, false));
        steps.add(new Finish());
        return steps;
    }

    private static List<Step> withoutDone(List<Step> script) {
        List<Step> steps = new ArrayList<>(script);
        if (Places.isStream(script)) {
            steps.remove(steps.size() - 2);
        }
        return steps;
    }
}
