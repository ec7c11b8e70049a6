package dev.aibridge.billing.agents;

import java.util.UUID;

/// A customer as its agent sees it, in micro-tokens: no keys, no requests.
///
/// @param status `active`, `suspended` or `closed`
/// @param agent whether it has customers of its own
/// @param postedMicro what its wallet holds, from wherever
/// @param handedMicro what this agent handed on to it, less what it took back
/// @param unspentMicro what is left of that: what can be taken back
/// @param spentMicro what it spent in the last 30 days
public record Customer(
        UUID id,
        String name,
        String status,
        boolean agent,
        long postedMicro,
        long handedMicro,
        long unspentMicro,
        long spentMicro) {}
