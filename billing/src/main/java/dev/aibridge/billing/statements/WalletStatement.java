package dev.aibridge.billing.statements;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a tenant has, in micro-tokens.
///
/// @param postedMicro all that is booked
/// @param leasedMicro of it, what gateways hold for requests that run
/// @param frozenMicro of it, what a dispute holds
/// @param availableMicro what is left of it
/// @param owedMicro what was spent of money that went back: the next top-up repays it
/// @param status `active` or `suspended`; a wallet that owes is suspended
/// @param starterMicro the starter tokens it was given; 0 if never
/// @param lastTopUp the newest order that was credited
public record WalletStatement(
        UUID tenantId,
        UUID walletId,
        long postedMicro,
        long leasedMicro,
        long frozenMicro,
        long availableMicro,
        long owedMicro,
        String status,
        long starterMicro,
        Instant createdAt,
        @Nullable TopUp lastTopUp) {

    /// An order that was credited.
    ///
    /// @param tokensMicro with the bonus
    /// @param amountMinor in minor units of the currency
    public record TopUp(long tokensMicro, long amountMinor, String currency, Instant at) {}
}
