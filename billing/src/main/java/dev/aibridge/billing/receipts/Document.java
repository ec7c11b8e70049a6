package dev.aibridge.billing.receipts;

import java.util.Optional;
import java.util.UUID;

/// All that stands on a receipt, as it was when it was made.
///
/// @param corrects the number of the receipt that a credit note is about
/// @param payment Stripe's PaymentIntent
/// @param language `en` or `zh`
/// @param tokensMicro micro-tokens; the bonus comes on top
public record Document(
        Receipt receipt,
        Optional<String> corrects,
        UUID order,
        String payment,
        String language,
        Party seller,
        Party buyer,
        String buyerEmail,
        String productName,
        int quantity,
        long tokensMicro,
        long bonusMicro) {

    /// A side of the sale.
    ///
    /// @param address may be empty
    /// @param taxId may be empty
    public record Party(String name, String address, String taxId) {}
}
