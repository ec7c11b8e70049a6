package dev.aibridge.chaos.faults;

import static dev.aibridge.common.usage.UsageSource.COUNTED_ABSURD;
import static dev.aibridge.common.usage.UsageSource.COUNTED_MISSING;
import static dev.aibridge.common.usage.UsageSource.NONE;
import static dev.aibridge.common.usage.UsageSource.VENDOR;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One fault, asked for in a prompt, and all that must follow from it.
///
/// @param fault as the sandbox's README spells it: `cut how=close`
/// @param status what the client gets
/// @param code of the error the client is told; empty for none
/// @param billed whether the vendor charges us
record FaultCase(
        String fault,
        boolean streamed,
        int status,
        String code,
        Outcome outcome,
        UsageSource source,
        boolean billed) {

    private static final String UPSTREAM_ERROR = "upstream_error";
    private static final String UPSTREAM_TIMEOUT = "upstream_timeout";

    Ask ask() {
        String model = fault.startsWith("insufficient") ? "deepseek-chat" : "gpt-4o-mini";
        return new Ask(
                model, "Speak. [[fault:" + fault + "]] [[tokens=6]]", streamed, false, false);
    }

    /// Whether the client may take it for a success.
    boolean finishes() {
        return status == 200 && code.isEmpty();
    }

    @Override
    public String toString() {
        return fault + (streamed ? ", streamed" : ", whole");
    }

    static Stream<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        refusals(cases);
        silences(cases);
        breaks(cases);
        floods(cases);
        usages(cases);
        harmless(cases);
        return cases.stream();
    }

    /// Whatever is our account's or the vendor's own fault, the client is not told whose.
    private static void refusals(List<FaultCase> cases) {
        for (int code : new int[] {401, 402, 403, 404, 429, 500, 502, 503, 529}) {
            both(cases, "status code=" + code, failed(UPSTREAM_ERROR));
        }
        both(cases, "status code=400", new End(400, "invalid_value", Outcome.REFUSED, NONE));
        both(cases, "status code=422", new End(422, "invalid_value", Outcome.REFUSED, NONE));
        both(cases, "redirect", failed(UPSTREAM_ERROR));
        both(cases, "reset", failed(UPSTREAM_ERROR));
    }

    private static void silences(List<FaultCase> cases) {
        End late = new End(504, UPSTREAM_TIMEOUT, Outcome.FAILED, NONE);
        both(cases, "hang", late);
        whole(cases, "hang after_events=2", late, false);
        streamed(cases, "hang after_events=2", broken(UPSTREAM_TIMEOUT), false);
        streamed(cases, "hang after_events=0", told(UPSTREAM_TIMEOUT), false);
    }

    /// Before the first word the client gets a status or, when the stream has begun, an error.
    private static void breaks(List<FaultCase> cases) {
        for (String fault :
                List.of("reset after_events=2", "cut", "cut how=close", "half_event", "garbage")) {
            streamed(cases, fault, broken(UPSTREAM_ERROR), false);
            whole(cases, fault, failed(UPSTREAM_ERROR), false);
        }
        for (String fault : List.of("cut after_events=0", "garbage after_events=0")) {
            streamed(cases, fault, told(UPSTREAM_ERROR), false);
        }
        streamed(cases, "error_event", broken(UPSTREAM_ERROR), false);
        whole(cases, "error_event", failed(UPSTREAM_ERROR), false);
        streamed(cases, "no_done", new End(200, UPSTREAM_ERROR, Outcome.BROKEN, VENDOR), true);
        streamed(cases, "insufficient_resource", broken(UPSTREAM_ERROR, VENDOR), false);
        whole(cases, "insufficient_resource", failed(UPSTREAM_ERROR), false);
    }

    private static void floods(List<FaultCase> cases) {
        streamed(cases, "endless events=200000", broken(UPSTREAM_ERROR), false);
        whole(cases, "endless", failed(UPSTREAM_ERROR), false);
        streamed(cases, "huge_event", broken(UPSTREAM_ERROR), false);
        whole(cases, "huge_event kb=40000", failed(UPSTREAM_ERROR), false);
        both(cases, "gzip_bomb mb=150", failed(UPSTREAM_ERROR));
        for (boolean stream : new boolean[] {true, false}) {
            add(cases, "gzip", stream, failed(UPSTREAM_ERROR), true);
        }
    }

    private static void usages(List<FaultCase> cases) {
        End absurd = new End(200, "", Outcome.COMPLETED, COUNTED_ABSURD);
        for (boolean stream : new boolean[] {true, false}) {
            End missing = new End(200, "", Outcome.COMPLETED, COUNTED_MISSING);
            add(cases, "no_usage", stream, missing, true);
            add(cases, "negative_usage", stream, absurd, true);
            add(cases, "absurd_usage", stream, absurd, true);
            add(cases, "empty", stream, new End(200, "", Outcome.EMPTY, VENDOR), true);
        }
    }

    private static void harmless(List<FaultCase> cases) {
        for (String fault :
                List.of("delay ms=300", "slow_drip interval_ms=1", "split", "crlf", "comments")) {
            for (boolean stream : new boolean[] {true, false}) {
                add(cases, fault, stream, new End(200, "", Outcome.COMPLETED, VENDOR), true);
            }
        }
        whole(cases, "no_done", new End(200, "", Outcome.COMPLETED, VENDOR), true);
    }

    private record End(int status, String code, Outcome outcome, UsageSource source) {}

    private static End failed(String code) {
        return new End(502, code, Outcome.FAILED, NONE);
    }

    private static End told(String code) {
        return new End(200, code, Outcome.FAILED, NONE);
    }

    private static End broken(String code) {
        return broken(code, COUNTED_MISSING);
    }

    private static End broken(String code, UsageSource source) {
        return new End(200, code, Outcome.BROKEN, source);
    }

    private static void both(List<FaultCase> cases, String fault, End end) {
        add(cases, fault, true, end, false);
        add(cases, fault, false, end, false);
    }

    private static void streamed(List<FaultCase> cases, String fault, End end, boolean billed) {
        add(cases, fault, true, end, billed);
    }

    private static void whole(List<FaultCase> cases, String fault, End end, boolean billed) {
        add(cases, fault, false, end, billed);
    }

    private static void add(
            List<FaultCase> cases, String fault, boolean streamed, End end, boolean billed) {
        cases.add(
                new FaultCase(
                        fault,
                        streamed,
                        end.status(),
                        end.code(),
                        end.outcome(),
                        end.source(),
                        billed));
    }
}
