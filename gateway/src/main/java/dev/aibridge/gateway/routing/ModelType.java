package dev.aibridge.gateway.routing;

import dev.aibridge.common.usage.Endpoint;
import java.util.Locale;

/// What a model does, and so which route serves it.
public enum ModelType {
    CHAT(Endpoint.CHAT_COMPLETIONS, "/v1/chat/completions"),
    EMBEDDINGS(Endpoint.EMBEDDINGS, "/v1/embeddings");

    private final Endpoint endpoint;
    private final String route;

    ModelType(Endpoint endpoint, String route) {
        this.endpoint = endpoint;
        this.route = route;
    }

    /// The endpoint that serves such models.
    public Endpoint endpoint() {
        return endpoint;
    }

    /// That endpoint's path.
    public String route() {
        return route;
    }

    static ModelType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
