package dev.aibridge.billing.wallet;

import java.util.UUID;

/// An open lease while its wallet is locked.
final class Lease {

    private final UUID wallet;
    private final UUID holder;
    private final UUID key;
    private final long unused;
    private long settled;

    /// @param key whose it is alone, or [UsageEvent#SHARED]
    /// @param unused granted − settled − returned, in micro-tokens
    Lease(UUID wallet, UUID holder, UUID key, long unused) {
        this.wallet = wallet;
        this.holder = holder;
        this.key = key;
        this.unused = unused;
    }

    /// Takes as much of a charge as the lease still holds; answers how much, in micro-tokens.
    long settle(long charge) {
        long part = Math.min(charge, unused - settled);
        settled += part;
        return part;
    }

    UUID wallet() {
        return wallet;
    }

    UUID holder() {
        return holder;
    }

    UUID key() {
        return key;
    }

    /// What this batch settled from it, in micro-tokens.
    long settled() {
        return settled;
    }
}
