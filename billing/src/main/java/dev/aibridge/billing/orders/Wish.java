package dev.aibridge.billing.orders;

import java.util.UUID;

/// What someone wants to buy.
///
/// @param quantity 1 to 100
/// @param requestKey the same one makes the same order
/// @param by the subject of their token
public record Wish(String productId, int quantity, String requestKey, UUID by) {

    /// The most of one product in one order.
    public static final int MOST = 100;

    /// The longest request key.
    public static final int LONGEST_KEY = 200;

    /// A wish within those limits.
    public Wish {
        if (quantity < 1 || quantity > MOST) {
            throw new IllegalArgumentException("a quantity of " + quantity);
        }
        if (requestKey.isEmpty() || requestKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("a request key of " + requestKey.length());
        }
    }
}
