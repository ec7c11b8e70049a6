package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import java.util.UUID;

/// Whether the journal took note of a request: before the vendor is called, and never without room
/// for how it ends.
public sealed interface Admitted {

    /// It did.
    ///
    /// @param event what is booked if this process dies now; its id, holder and sequence number are
    ///   also those of the event that ends the request
    record Request(UsageEvent event) implements Admitted {}

    /// The journal's disk is full: answer 503.
    record NoRoom() implements Admitted {}

    /// Makes the event that is booked if this process dies: outcome ABANDONED, the admitted input
    /// estimate rated. Called under the journal's lock, so it only puts the record together.
    @FunctionalInterface
    interface Provisional {

        /// The event of a request that has this holder and number.
        ///
        /// @param holder this process, as the database knows it
        /// @param seq the request's number among the holder's, from 1
        UsageEvent event(UUID holder, long seq);
    }
}
