package dev.aibridge.billing.statements;

import java.time.Instant;
import java.util.UUID;

/// One request as it was booked, in micro-tokens.
///
/// @param id its request id
/// @param at when it was admitted
/// @param outcome how it ended, in lower case
/// @param status what the client was answered
/// @param counts one per kind of token, as in usage
/// @param ppm what one of each costs in micro-tokens, by the price book of the request
/// @param factorPpm of the tenant's group when it was admitted, in parts per million
/// @param chargeMicro the sum of counts times ppm, times the factor, rounded up; 0 where nobody
///   pays
/// @param paidMicro of it, what the wallet paid
/// @param balanceAfterMicro what the wallet then held
/// @param firstByteMs until the first byte of the answer
/// @param attempts calls to vendors
public record RequestLine(
        UUID id,
        Instant at,
        UUID keyId,
        String endpoint,
        String model,
        String channel,
        String outcome,
        int status,
        boolean streamed,
        long[] counts,
        long[] ppm,
        long factorPpm,
        long chargeMicro,
        long paidMicro,
        long balanceAfterMicro,
        int firstByteMs,
        int durationMs,
        int attempts) {}
