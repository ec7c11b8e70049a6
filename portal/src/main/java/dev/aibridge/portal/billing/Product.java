package dev.aibridge.portal.billing;

/// What can be bought.
///
/// @param id 1 to 64 of a-z, 0-9 and -
/// @param tokensMicro what is paid for
/// @param bonusMicro what comes with it
/// @param amountMinor its price in the currency's minor unit
/// @param currency ISO 4217
/// @param active whether it is on sale
/// @param position where it stands among the others
public record Product(
        String id,
        String name,
        long tokensMicro,
        long bonusMicro,
        long amountMinor,
        String currency,
        boolean active,
        int position) {

    /// All that one buys with it.
    public long totalMicro() {
        return Math.addExact(tokensMicro, bonusMicro);
    }
}
