package dev.aibridge.gateway.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    boolean servedInAny(Set<Dialect> dialects) {
        return dialects.stream().anyMatch(dialect -> in(dialect) != null);
    }

    /// The first channel that speaks a dialect; `null` when none does.
    @Nullable Serving in(Dialect dialect) {
        for (Serving serving : servings) {
            if (serving.channel().speaks(dialect)) {
                return serving;
            }
        }
        return null;
    }

    /// The route that serves it, of those that do not serve it in another dialect.
    String route() {
        if (model.type() == ModelType.EMBEDDINGS) {
            return "/v1/embeddings";
        }
        return Stream.of(Dialect.values())
                .filter(dialect -> in(dialect) != null)
                .map(Dialect::route)
                .collect(Collectors.joining(" or "));
    }
}
