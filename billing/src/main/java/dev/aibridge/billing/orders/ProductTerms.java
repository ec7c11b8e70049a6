package dev.aibridge.billing.orders;

import java.util.Optional;

/// What a product is, apart from its id.
///
/// @param tokensMicro micro-tokens that are paid for
/// @param bonusMicro micro-tokens on top
/// @param amountMinor its price in minor units of the currency
/// @param currency three capital letters
/// @param active whether it is on sale
/// @param position among the products, ascending
public record ProductTerms(
        String name,
        long tokensMicro,
        long bonusMicro,
        long amountMinor,
        String currency,
        boolean active,
        int position) {

    private static final long FEWEST = 1_000_000;

    /// Micro-tokens of the largest product: sums stay far inside 64 bits.
    public static final long MOST = 10_000_000_000_000_000L;

    /// Stripe takes 0.50 to 999,999.99 in currencies of two digits.
    private static final long CHEAPEST = 50;

    private static final long DEAREST = 99_999_999;

    /// What is wrong with them, as a sentence.
    public Optional<String> fault() {
        if (name.isBlank() || name.length() > 200) {
            return Optional.of("`name` must have 1 to 200 characters.");
        }
        if (tokensMicro < FEWEST || tokensMicro > MOST) {
            return Optional.of("`tokensMicro` must be 1,000,000 to 10^16.");
        }
        if (bonusMicro < 0 || bonusMicro > tokensMicro) {
            return Optional.of("`bonusMicro` must be 0 to `tokensMicro`.");
        }
        if (amountMinor < CHEAPEST || amountMinor > DEAREST) {
            return Optional.of("`amountMinor` must be 50 to 99,999,999.");
        }
        if (!currency.matches("[A-Z]{3}")) {
            return Optional.of("`currency` must be three capital letters.");
        }
        return Optional.empty();
    }
}
