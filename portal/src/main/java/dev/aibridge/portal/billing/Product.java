package dev.aibridge.portal.billing;

import java.util.UUID;

/// What can be bought.
///
/// @param tokensMicro what is paid for
/// @param bonusMicro what comes with it
/// @param amountMinor its price in the currency's minor unit
/// @param currency ISO 4217
/// @param active whether it is on sale
/// @param position where it stands among the others
public record Product(
        UUID id,
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
