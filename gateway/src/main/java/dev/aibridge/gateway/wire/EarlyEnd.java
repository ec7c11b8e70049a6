package dev.aibridge.gateway.wire;

import dev.aibridge.common.pricing.Counts;

/// What the last events of an answer say that ends because its money is used up.
///
/// @param model the name of the model that answered, in our catalogue
/// @param choices how many answers were asked for
/// @param wantsUsage whether the client asked for usage
/// @param counts what is charged
public record EarlyEnd(
        String model, String provider, int choices, boolean wantsUsage, Counts counts) {}
