package dev.aibridge.billing.alerts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert that was told to somebody, or is about to be.
///
/// @param type of the alert, as in `balance.low`
/// @param to an e-mail address or an endpoint's
/// @param state `due`, `done` or `given_up`
/// @param answer what came of the last attempt
public record Delivery(
        UUID id,
        String type,
        String to,
        String state,
        int attempts,
        Instant madeAt,
        @Nullable Instant endedAt,
        @Nullable String answer) {}
