package dev.aibridge.billing.statements;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// What was used in one step by one group.
///
/// @param start of the step, by its zone's clock
/// @param group the model or the key; `null` when they are not told apart
/// @param failed of the requests, those that nobody pays for and those that broke
/// @param counts one per kind of token (`input`, `cache read`, `cache write` 5 min, 30 min, 1 h,
///   `input audio`, `output`, `reasoning`, `output audio`, `web search`, `web fetch`, `code run`,
///   `image`, `request`); empty when they were not asked for
/// @param chargeMicro what it cost, in micro-tokens
/// @param paidMicro of it, what the wallet paid
public record UsageRow(
        OffsetDateTime start,
        @Nullable String group,
        long requests,
        long failed,
        long[] counts,
        long chargeMicro,
        long paidMicro) {}
