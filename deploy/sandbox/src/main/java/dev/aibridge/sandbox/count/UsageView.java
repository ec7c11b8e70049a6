package dev.aibridge.sandbox.count;

/// How truthfully a vendor reports what was used.
public enum UsageView {
    TRUE,
    MISSING,
    NEGATIVE,
    ABSURD;

    /// Far above any window, yet a number that fits 64 bits.
    private static final long ABSURD_TOKENS = 9_000_000_000_000L;

    /// What it says of so many tokens.
    public long reported(long tokens) {
        return switch (this) {
            case TRUE, MISSING -> tokens;
            case NEGATIVE -> -tokens - 1;
            case ABSURD -> ABSURD_TOKENS + tokens;
        };
    }
}
