package dev.aibridge.common.money;

import java.math.BigDecimal;

/// An amount of tokens as a wallet holds them, exact to the micro-token (1 token = 1,000,000).
///
/// @param micro the amount in micro-tokens; negative for a debit
public record Credits(long micro) implements Comparable<Credits> {

    /// Micro-tokens in one token.
    public static final long MICRO_PER_TOKEN = 1_000_000;

    /// No tokens at all.
    public static final Credits ZERO = new Credits(0);

    /// An amount of whole tokens.
    ///
    /// @throws ArithmeticException when the amount does not fit 64 bits of micro-tokens
    public static Credits ofTokens(long tokens) {
        return new Credits(Math.multiplyExact(tokens, MICRO_PER_TOKEN));
    }

    /// The sum.
    ///
    /// @throws ArithmeticException when it does not fit
    public Credits plus(Credits other) {
        return new Credits(Math.addExact(micro, other.micro));
    }

    /// The difference.
    ///
    /// @throws ArithmeticException when it does not fit
    public Credits minus(Credits other) {
        return new Credits(Math.subtractExact(micro, other.micro));
    }

    /// The amount in tokens, exact: `1.5` for 1,500,000 micro-tokens.
    public BigDecimal tokens() {
        return BigDecimal.valueOf(micro, 6).stripTrailingZeros();
    }

    @Override
    public int compareTo(Credits other) {
        return Long.compare(micro, other.micro);
    }

    @Override
    public String toString() {
        return tokens().toPlainString() + " tokens";
    }
}
