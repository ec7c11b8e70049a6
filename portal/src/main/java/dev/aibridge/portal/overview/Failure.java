package dev.aibridge.portal.overview;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.portal.billing.Call;
import java.util.List;
import java.util.Locale;

/// A request that did not end as it should.
///
/// @param key its key's name
/// @param why in the reader's words
record Failure(Call call, String key, String why) {

    private static Outcome outcome(Call call) {
        return Outcome.valueOf(call.outcome().toUpperCase(Locale.ROOT));
    }

    static String why(Call call, OverviewText words) {
        return switch (outcome(call)) {
            case EMPTY -> words.whyEmpty();
            case REFUSED -> words.whyRefused();
            case FAILED -> words.whyFailed();
            case BROKEN -> words.whyBroken();
            case ABANDONED -> words.whyAbandoned();
            case COMPLETED, CLIENT_LEFT -> "";
        };
    }

    /// The time until an answer began that half of the requests kept to; 0 when none began.
    static long medianFirstByteMs(List<Call> calls) {
        List<Long> times =
                calls.stream()
                        .map(Call::firstByteMs)
                        .filter(time -> time != null && time > 0)
                        .sorted()
                        .toList();
        return times.isEmpty() ? 0 : times.get(times.size() / 2);
    }
}
