package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tenant's tokens.
///
/// @param postedMicro what it holds, held or not
/// @param leasedMicro held by gateways for running requests
/// @param frozenMicro disputed
/// @param availableMicro what can still be spent or held
/// @param owedMicro spent although their payment was taken back: calls are refused until it is
///   repaid
/// @param status `active`, or why not
/// @param starterMicro what it was given to begin with; 0 if never
public record Wallet(
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

    /// What is theirs to spend: what gateways hold too, since the part that a request does not use
    /// comes back.
    public long balanceMicro() {
        return postedMicro - frozenMicro;
    }

    /// What was paid in last.
    public record TopUp(long tokensMicro, long amountMinor, String currency, Instant at) {}
}
