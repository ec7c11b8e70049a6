package dev.aibridge.sandbox.faults;

import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.play.Step.Send;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Places in a script.
final class Places {

    private Places() {}

    /// Whether the script sends events, not one body.
    static boolean isStream(List<Step> script) {
        return script.stream().filter(Send.class::isInstance).count() > 1;
    }

    /// The steps up to and with the n-th content event; of one body, its first half.
    ///
    /// @param events 0 for what comes before the first content event
    static List<Step> upTo(List<Step> script, int events) {
        List<Step> kept = new ArrayList<>();
        int seen = 0;
        for (Step step : script) {
            if (step instanceof Step.Finish) {
                break;
            }
            if (step instanceof Send send) {
                seen += send.event() ? 1 : 0;
                if (seen > events || (!send.event() && seen == events && seen > 0)) {
                    break;
                }
                kept.add(send);
            } else {
                kept.add(step);
            }
        }
        return isStream(script) ? kept : firstHalf(script, events);
    }

    /// The steps after those of [#upTo].
    static List<Step> after(List<Step> script, int events) {
        int from = Math.min(upTo(script, events).size(), script.size());
        return script.subList(from, script.size());
    }

    /// The bytes of the first thing sent after the n-th content event.
    static Send nextSend(List<Step> script, int events) {
        return after(script, events).stream()
                .filter(Send.class::isInstance)
                .map(Send.class::cast)
                .findFirst()
                .orElse(new Send(new byte[0], 0, false));
    }

    static Send half(Send send) {
        byte[] bytes = send.bytes();
        return new Send(Arrays.copyOf(bytes, bytes.length / 2), 0, false);
    }

    private static List<Step> firstHalf(List<Step> script, int events) {
        List<Step> kept = new ArrayList<>();
        for (Step step : script) {
            if (step instanceof Send send && events > 0) {
                kept.add(half(send));
            } else if (step instanceof Step.Head) {
                kept.add(step);
            }
        }
        return kept;
    }
}
