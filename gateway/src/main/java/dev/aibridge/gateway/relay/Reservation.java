package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;

/// What a request may cost, in micro-tokens: its input, and every token of output it may get.
///
/// @param fixed input and the price per request
/// @param price what one produced token costs at most
/// @param choices how many answers it wants
/// @param limit the most tokens that one choice may have
record Reservation(long fixed, long price, int choices, long limit) {

    /// Sizes a request.
    ///
    /// @param inputMicro the estimated price of its input
    /// @param limit the most output tokens of one choice
    static Reservation of(Multipliers multipliers, long inputMicro, int choices, long limit) {
        long dearest = Math.max(multipliers.ppm(Bucket.OUTPUT), multipliers.ppm(Bucket.REASONING));
        long fixed = Math.addExact(inputMicro, multipliers.ppm(Bucket.REQUEST));
        return new Reservation(fixed, dearest, choices, limit);
    }

    /// What the dearest answer costs.
    long worst() {
        return with(limit);
    }

    /// What it costs with so many tokens in each choice, or as many as there may be.
    long with(long tokens) {
        return Math.addExact(fixed, slice(Math.min(limit, tokens)));
    }

    /// What so many tokens in each choice cost.
    long slice(long tokens) {
        return Math.multiplyExact(Math.multiplyExact(price, choices), tokens);
    }

    /// The bound on each choice that keeps an answer within an amount, or [Ask#NO_LIMIT] when the
    /// amount pays for the dearest.
    long outputWithin(long amount) {
        return amount >= worst() || price == 0
                ? Ask.NO_LIMIT
                : Math.max(1, (amount - fixed) / slice(1));
    }

    /// The same request under a bound that was set on each choice.
    Reservation bound(long outputLimit) {
        return outputLimit == Ask.NO_LIMIT
                ? this
                : new Reservation(fixed, price, choices, Math.min(limit, outputLimit));
    }
}
