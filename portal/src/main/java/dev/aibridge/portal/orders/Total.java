package dev.aibridge.portal.orders;

import dev.aibridge.portal.billing.Product;

/// What so many of a product come to.
///
/// @param quantity 1 to 100
public record Total(Product product, int quantity) {

    /// The most of one product in one order, as billing has it.
    static final int MOST = 100;

    /// What it costs.
    public long amountMinor() {
        return Math.multiplyExact(product.amountMinor(), quantity);
    }

    /// The tokens that are paid for.
    public long tokensMicro() {
        return Math.multiplyExact(product.tokensMicro(), quantity);
    }

    /// The tokens that come with them.
    public long bonusMicro() {
        return Math.multiplyExact(product.bonusMicro(), quantity);
    }

    /// All the tokens.
    public long totalMicro() {
        return Math.addExact(tokensMicro(), bonusMicro());
    }

    /// What somebody has seen who has seen this: sent back, it proves that they know the price.
    public String seen() {
        return "%s %d %d %s %d"
                .formatted(product.id(), quantity, amountMinor(), product.currency(), totalMicro());
    }
}
