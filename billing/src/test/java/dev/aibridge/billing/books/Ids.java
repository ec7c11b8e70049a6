package dev.aibridge.billing.books;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// UUIDs of version 7.
public final class Ids {

    private Ids() {}

    /// One of now.
    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    /// One of that time, in milliseconds since 1970.
    public static UUID at(long ms) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                ms << 16 | 0x7000 | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }
}
