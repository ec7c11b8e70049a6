package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody's order, as an admin sees it.
///
/// @param payments what Stripe captured for it, oldest first
public record Sale(UUID tenantId, Order order, List<Payment> payments) {

    /// Money that was captured.
    ///
    /// @param id Stripe's PaymentIntent
    /// @param credited whether tokens were given for it
    /// @param fault why they were not by themselves
    /// @param decidedAt when an admin gave them in spite of that
    public record Payment(
            String id,
            long amountMinor,
            String currency,
            boolean credited,
            @Nullable String fault,
            Instant seenAt,
            @Nullable Instant decidedAt) {

        /// Whether it waits for an admin.
        public boolean waits() {
            return !credited;
        }
    }

    /// What an admin gives back of an order.
    public record Refunding(long amountMinor, String currency, String reason) {}

    /// Why tokens are given for a payment, or it goes back.
    public record Reason(String reason) {}
}
