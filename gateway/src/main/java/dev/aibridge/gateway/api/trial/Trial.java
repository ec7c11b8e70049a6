package dev.aibridge.gateway.api.trial;

import dev.aibridge.gateway.routing.KeyFinding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a trial showed, as the route answers it. What did not come about is `null`.
///
/// @param model the catalogue's id
/// @param status the vendor's HTTP status
/// @param firstByteMs from sending to the vendor's head
/// @param durationMs from sending to the end
/// @param answer the beginning of the model's text
/// @param keySource `environment`, `sealed` or `none`
/// @param error why the channel can't serve
record Trial(
        String channel,
        @Nullable String model,
        @Nullable Integer status,
        @Nullable Long firstByteMs,
        @Nullable Long durationMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable String answer,
        String keySource,
        @Nullable Problem error) {

    /// @param code stable, for programs
    /// @param message for the operator; never with a part of the key
    record Problem(String code, String message) {}

    /// One that did not come to a call.
    static Trial uncalled(
            String channel, @Nullable String model, KeyFinding.Source source, Problem problem) {
        return new Trial(channel, model, null, null, null, null, null, null, name(source), problem);
    }

    static String name(KeyFinding.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
