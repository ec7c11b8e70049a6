package dev.aibridge.gateway.admission;

/// Whether a wallet pays for a request.
public sealed interface HoldAnswer {

    /// It does, up to the hold's amount.
    record Held(Hold hold) implements HoldAnswer {}

    /// The wallet can't carry the least that was asked for: 402.
    record Broke() implements HoldAnswer {}

    /// The money is there, but held by requests that are running: 429.
    record Busy() implements HoldAnswer {}

    /// The wallet is suspended: 402.
    record Suspended() implements HoldAnswer {}

    /// The database is away and what was leased is used up: 503.
    record Unavailable() implements HoldAnswer {}
}
