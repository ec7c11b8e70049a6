package dev.aibridge.billing.intake;

/// What became of one batch.
///
/// @param taken events read from the intake
/// @param wallets that paid for them
/// @param booked new in the books
/// @param repeated booked before, dropped
/// @param quarantined that can't be booked
/// @param mismatches booked with another charge than the gateway's
/// @param conflicts of the quarantined, those whose id was booked with other content
/// @param oldestMs when the oldest of them was shipped, in milliseconds since 1970; 0 without any
public record Settled(
        int taken,
        int wallets,
        int booked,
        int repeated,
        int quarantined,
        int mismatches,
        int conflicts,
        long oldestMs) {

    static final Settled NOTHING = new Settled(0, 0, 0, 0, 0, 0, 0, 0);
}
