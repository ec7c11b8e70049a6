package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;

/// What a request may cost at most, in micro-tokens: its input, and every token of output it may
/// get.
///
/// @param fixed input and the price per request
/// @param perToken what one more token costs in all its choices
/// @param limit the most tokens that one choice may have
record Reservation(long fixed, long perToken, long limit) {

    /// Sizes a request.
    ///
    /// @param inputMicro the estimated price of its input
    /// @param limit the most output tokens of one choice
    static Reservation of(Multipliers multipliers, long inputMicro, int choices, long limit) {
        long dearest = Math.max(multipliers.ppm(Bucket.OUTPUT), multipliers.ppm(Bucket.REASONING));
        long fixed = Math.addExact(inputMicro, multipliers.ppm(Bucket.REQUEST));
        return new Reservation(fixed, Math.multiplyExact(dearest, choices), limit);
    }

    /// What the dearest answer costs.
    long worst() {
        return Math.addExact(fixed, Math.multiplyExact(perToken, limit));
    }

    /// What an answer of use costs.
    ///
    /// @param leastOutput tokens below which an answer is of no use
    long least(long leastOutput) {
        return Math.addExact(fixed, Math.multiplyExact(perToken, Math.min(limit, leastOutput)));
    }

    /// The bound that keeps an answer within an amount, or [Ask#NO_LIMIT] when the amount pays for
    /// the dearest.
    long outputWithin(long amount) {
        return amount >= worst() || perToken == 0
                ? Ask.NO_LIMIT
                : Math.max(1, (amount - fixed) / perToken);
    }
}
