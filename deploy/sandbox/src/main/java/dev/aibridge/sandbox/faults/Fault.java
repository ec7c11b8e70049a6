package dev.aibridge.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Finish;
import dev.aibridge.sandbox.answer.Marker;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.play.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A way to misbehave, with its parameters.
public record Fault(FaultKind kind, ObjectNode values) {

    private static final String PREFIX = "fault:";

    /// The fault that a prompt asks for with `[[fault:NAME k=v]]`.
    public static Optional<Fault> markedIn(String prompt) {
        return Marker.allIn(prompt).stream()
                .filter(marker -> marker.name().startsWith(PREFIX))
                .flatMap(Fault::of)
                .findFirst();
    }

    private static Stream<Fault> of(Marker marker) {
        return FaultKind.of(marker.name().substring(PREFIX.length())).stream()
                .map(kind -> new Fault(kind, marker.values()));
    }

    /// What the vendor says instead of its answer.
    public Answer distort(Answer answer) {
        return switch (kind) {
            case EMPTY -> answer.silenced();
            case INSUFFICIENT_RESOURCE -> answer.finishedBy(Finish.NO_RESOURCE);
            default -> answer;
        };
    }

    /// Whether the answer holds nothing.
    public boolean silences() {
        return kind == FaultKind.EMPTY;
    }

    /// How the vendor reports usage.
    public UsageView usageView() {
        return switch (kind) {
            case NO_USAGE -> UsageView.MISSING;
            case NEGATIVE_USAGE -> UsageView.NEGATIVE;
            case ABSURD_USAGE -> UsageView.ABSURD;
            default -> UsageView.TRUE;
        };
    }

    /// What the vendor does instead of the script.
    public List<Step> distort(List<Step> script, Dialect dialect) {
        return switch (kind) {
            case STATUS -> Instead.status(this, dialect);
            case REDIRECT -> Instead.redirect(this);
            case DELAY -> Instead.delayed(script, this);
            case HANG, RESET, CUT, HALF_EVENT, ERROR_EVENT, NO_DONE ->
                    Breaks.of(script, this, dialect);
            case GARBAGE, ENDLESS, HUGE_EVENT -> Floods.of(script, this, dialect);
            case GZIP -> Squeeze.gzip(script);
            case GZIP_BOMB -> Squeeze.bomb(script, number("mb", 100));
            case SLOW_DRIP, SPLIT, CRLF, COMMENTS -> Packets.of(script, this);
            case NO_USAGE, NEGATIVE_USAGE, ABSURD_USAGE, EMPTY, INSUFFICIENT_RESOURCE -> script;
        };
    }

    boolean has(String name) {
        return values.hasNonNull(name);
    }

    int number(String name, int fallback) {
        return values.path(name).asInt(fallback);
    }

    String text(String name, String fallback) {
        return values.path(name).asText(fallback);
    }

    JsonNode value(String name) {
        return values.path(name);
    }
}
