package dev.aibridge.gateway.routing;

import dev.aibridge.common.usage.Endpoint;
import java.util.Locale;

/// What a model does, and so which endpoints serve it.
public enum ModelType {
    CHAT,
    EMBEDDINGS;

    /// Whether an endpoint serves such models.
    boolean isServedBy(Endpoint endpoint) {
        return (endpoint == Endpoint.EMBEDDINGS) == (this == EMBEDDINGS);
    }

    static ModelType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
