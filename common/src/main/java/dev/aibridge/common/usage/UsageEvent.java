package dev.aibridge.common.usage;

import dev.aibridge.common.pricing.Counts;
import java.util.UUID;

/// The one terminal record of one admitted request: what the gateway writes to its journal, ships
/// to the database, and billing books.
///
/// @param id our own UUIDv7, also the request's `x-request-id`
/// @param seq position among the holder's admitted requests, from 1, without gaps
/// @param model catalogue id of the model that answered, or was to answer
/// @param bookSeq the price book in force when it was admitted
/// @param charge the gateway's own rating in micro-tokens, whoever pays; 0 when nobody does
/// @param status the HTTP status the client got; 0 when it got none
/// @param firstByteMs milliseconds from admission to the first content; 0 when there was none
/// @param durationMs milliseconds from admission to the end
/// @param admittedAtMs milliseconds since 1970, by the database's clock
/// @param ownLease whether it was held in a lease of its key's own, as capped keys have
public record UsageEvent(
        UUID id,
        UUID holder,
        long seq,
        UUID tenant,
        UUID key,
        UUID wallet,
        Endpoint endpoint,
        String model,
        String channel,
        long bookSeq,
        Outcome outcome,
        UsageSource source,
        Counts counts,
        long charge,
        int status,
        boolean streamed,
        int attempts,
        long admittedAtMs,
        int firstByteMs,
        int durationMs,
        boolean ownLease) {

    /// Stands where a key's id would for what is no single key's.
    public static final UUID SHARED = new UUID(0, 0);

    /// Refuses what can't be booked at all.
    ///
    /// @throws IllegalArgumentException when the charge is negative or the sequence is not positive
    public UsageEvent {
        if (charge < 0 || seq < 1) {
            throw new IllegalArgumentException("charge " + charge + ", sequence " + seq);
        }
    }

    /// The key whose lease it settles from, beside its holder and wallet; [#SHARED] for the one
    /// that all keys share.
    public UUID leaseKey() {
        return ownLease ? key : SHARED;
    }
}
