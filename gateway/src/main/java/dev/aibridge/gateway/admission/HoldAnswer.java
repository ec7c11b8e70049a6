package dev.aibridge.gateway.admission;

import java.util.OptionalLong;

/// Whether a wallet pays for a request.
public sealed interface HoldAnswer {

    /// It does, up to the hold's amount.
    record Held(Hold hold) implements HoldAnswer {}

    /// The wallet can't carry the least that was asked for: 402.
    record Broke() implements HoldAnswer {}

    /// The money is there, but held by requests that are running: 429.
    record Busy() implements HoldAnswer {}

    /// A spend cap of the key or its tenant is used up: 429.
    ///
    /// @param untilMs when its window ends, by the database's clock; empty for a cap without end
    record Capped(OptionalLong untilMs) implements HoldAnswer {}

    /// The wallet is suspended: 402.
    record Suspended() implements HoldAnswer {}

    /// The database is away and what was leased is used up: 503.
    record Unavailable() implements HoldAnswer {}
}
