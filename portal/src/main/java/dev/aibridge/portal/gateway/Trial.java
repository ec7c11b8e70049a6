package dev.aibridge.portal.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What a live test of a channel showed. What did not come about is `null`.
///
/// @param model the catalogue's id
/// @param status the vendor's HTTP status
/// @param firstByteMs until the vendor's head
/// @param durationMs until the end
/// @param answer the beginning of the model's text
/// @param error why the channel can't serve
public record Trial(
        String channel,
        @Nullable String model,
        @Nullable Integer status,
        @Nullable Long firstByteMs,
        @Nullable Long durationMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable String answer,
        KeySource keySource,
        @Nullable Problem error) {

    /// What went wrong.
    ///
    /// @param code stable, for programs
    /// @param message the vendor's words or the gateway's, without any part of the key
    public record Problem(String code, String message) {}

    /// What is asked for.
    ///
    /// @param model the channel's first one when absent
    record Question(@JsonProperty("model") @Nullable String model) {}
}
