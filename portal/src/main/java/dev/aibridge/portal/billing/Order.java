package dev.aibridge.portal.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.NotFoundException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something bought, or about to be.
///
/// @param tokensMicro of all pieces together, as bonus and amount
/// @param checkoutUrl where to pay, while that page is open
/// @param pendingSince since when the bank is working on a slow payment
/// @param standing `payment_pending`, `refund_pending`, `partly_refunded`, `refunded`, `disputed`,
///   `charged_back`, or the state in the same words
/// @param refundableMinor what can go back right now
/// @param refunds oldest first
/// @param disputes oldest first
/// @param receipts and credit notes, in the order of their numbers
public record Order(
        UUID id,
        String productId,
        String productName,
        int quantity,
        long tokensMicro,
        long bonusMicro,
        long amountMinor,
        String currency,
        State state,
        @Nullable String reviewReason,
        Instant orderedAt,
        @Nullable Instant creditedAt,
        @Nullable URI checkoutUrl,
        @Nullable Instant pendingSince,
        String standing,
        long refundableMinor,
        List<Refund> refunds,
        List<Dispute> disputes,
        List<Receipt> receipts) {

    /// One of its receipts.
    ///
    /// @throws NotFoundException when it has none like it
    public Receipt receipt(UUID receipt) {
        return receipts.stream()
                .filter(one -> one.id().equals(receipt))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /// All the tokens that one gets.
    public long totalMicro() {
        return Math.addExact(tokensMicro, bonusMicro);
    }

    /// How far it is.
    public enum State {
        /// Not paid yet.
        @JsonProperty("awaiting_payment")
        AWAITING_PAYMENT,
        /// Given up; a payment that comes after all is still credited.
        @JsonProperty("abandoned")
        ABANDONED,
        /// Paid; the tokens come in a moment.
        @JsonProperty("paid")
        PAID,
        /// The tokens are there.
        @JsonProperty("credited")
        CREDITED,
        /// Money came that does not fit the order; somebody looks at it.
        @JsonProperty("review")
        REVIEW
    }

    /// What is ordered.
    public record New(String productId, int quantity) {}
}
