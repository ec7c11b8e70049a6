package dev.aibridge.billing.receipts;

import java.time.Instant;
import java.util.UUID;

/// A receipt in a list.
///
/// @param number without gaps within a year, as in `2026-000042`
/// @param kind `receipt`; `credit_note` for a refund; `reversal` when that refund failed after all
/// @param amountMinor in minor units of the currency
public record Receipt(
        UUID id,
        UUID orderId,
        String number,
        String kind,
        Instant issuedAt,
        long amountMinor,
        String currency) {

    /// A number as it is written.
    static String number(int year, int serial) {
        return "%d-%06d".formatted(year, serial);
    }
}
