package dev.aibridge.gateway.routing;

import java.util.List;

/// A model with the channels that serve it, in order of choice; with none it can't be served.
record Offer(ModelEntry model, List<Serving> servings) {

    /// @param upstreamModel what the vendor calls the model
    record Serving(Channel channel, String upstreamModel) {}

    Offer {
        servings = List.copyOf(servings);
    }

    boolean served() {
        return !servings.isEmpty();
    }
}
