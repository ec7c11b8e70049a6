package dev.aibridge.gateway.routing;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.gateway.refusal.Refusal;

/// Where a request goes and at what price, or why nowhere.
public sealed interface Route {

    /// Somewhere.
    ///
    /// @param upstreamModel what the vendor calls the model
    /// @param bookSeq the price book in force at admission
    /// @param multipliers the model's in that book, with the factor of the caller's group
    record Served(
            ModelEntry model,
            Channel channel,
            String upstreamModel,
            long bookSeq,
            Multipliers multipliers)
            implements Route {}

    /// Nowhere.
    record Refused(Refusal refusal) implements Route {}
}
