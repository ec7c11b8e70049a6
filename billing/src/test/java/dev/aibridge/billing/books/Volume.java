package dev.aibridge.billing.books;

import java.util.Locale;

/// How much is tried of what is random: a little at every change, all that was promised with
/// `-Daibridge.volume=full`, or as much as `-Daibridge.lives=…` says.
public enum Volume {
    /// Rounds of each race.
    ROUNDS(1, 100),
    /// Orders in which what Stripe says of a payment is heard.
    LIVES(600, 10_000),
    /// Orders in which billing is told of a payment over HTTP, each asking Stripe again.
    TELLINGS(60, 1_000),
    /// What gateways do with one wallet.
    MOVES(2_000, 500_000),
    /// What happens to the lots of one wallet.
    TRADES(2_000, 500_000);

    private final int little;
    private final int full;

    Volume(int little, int full) {
        this.little = little;
        this.full = full;
    }

    /// How many of it.
    public int count() {
        boolean isFull = "full".equals(System.getProperty("aibridge.volume"));
        String name = "aibridge." + name().toLowerCase(Locale.ROOT);
        return Integer.getInteger(name, isFull ? full : little);
    }
}
