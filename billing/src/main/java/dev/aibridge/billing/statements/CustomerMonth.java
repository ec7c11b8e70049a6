package dev.aibridge.billing.statements;

import java.time.LocalDate;
import java.util.UUID;

/// What passed between an agent and one customer in a month, in micro-tokens.
///
/// @param month its first day
/// @param handedMicro what the agent handed on
/// @param takenBackMicro what it took back
/// @param spentMicro what the customer spent on requests, whoever its tokens came from; 0 once it
///   is another's customer
public record CustomerMonth(
        LocalDate month,
        UUID customerId,
        String customer,
        long handedMicro,
        long takenBackMicro,
        long spentMicro) {}
