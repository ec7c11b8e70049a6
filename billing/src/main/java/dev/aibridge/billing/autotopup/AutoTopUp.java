package dev.aibridge.billing.autotopup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a tenant's wallet is topped up by itself.
///
/// @param thresholdMicro below which it is, in micro-tokens
/// @param capMinor of a month, in minor units of the currency
/// @param spentMinor of that, what was charged this month or may have been
/// @param cardBrand of the saved card; `null` while there is none
/// @param stoppedAt when it stopped by itself
/// @param stoppedReason Stripe's code of the last decline, or `not_on_sale`
public record AutoTopUp(
        boolean enabled,
        String productId,
        long thresholdMicro,
        long capMinor,
        String currency,
        long spentMinor,
        @Nullable String cardBrand,
        @Nullable String cardLastFour,
        @Nullable Instant stoppedAt,
        @Nullable String stoppedReason) {

    /// What a tenant wants.
    public record Terms(String productId, long thresholdMicro, long capMinor) {}
}
