package dev.aibridge.billing.refunds;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A refund that someone wants.
///
/// @param amountMinor in minor units of the currency, at least 1
/// @param requestKey the same one makes the same refund of an order
/// @param by the subject of their token
/// @param reason an admin's; `null` for a customer, who needs none
public record RefundWish(
        long amountMinor,
        String currency,
        String requestKey,
        UUID by,
        String byName,
        @Nullable String reason) {

    /// As large as Stripe's largest payment.
    public static final long LARGEST = 99_999_999;

    /// The longest reason.
    public static final int LONGEST_REASON = 500;

    /// A wish within those limits.
    public RefundWish {
        if (amountMinor < 1 || amountMinor > LARGEST) {
            throw new IllegalArgumentException("an amount of " + amountMinor);
        }
    }

    boolean isByAdmin() {
        return reason != null;
    }

    String source() {
        return isByAdmin() ? "admin" : "customer";
    }
}
