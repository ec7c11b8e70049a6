package dev.aibridge.portal.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a wallet is topped up by itself.
///
/// @param thresholdMicro below which it is
/// @param capMinor of a month
/// @param spentMinor of that, this month
/// @param cardBrand of the saved card; absent while there is none
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

    /// What is set.
    ///
    /// @param terms absent when nothing is
    public record Setting(@Nullable AutoTopUp terms) {}

    /// What is wanted.
    public record Terms(String productId, long thresholdMicro, long capMinor) {}
}
