package dev.aibridge.gateway.routing;

import dev.aibridge.common.usage.Endpoint;

/// The wire format that a channel speaks and an endpoint takes.
public enum Dialect {
    OPENAI_CHAT("openai-chat", "/v1/chat/completions"),
    OPENAI_RESPONSES("openai-responses", "/v1/responses"),
    ANTHROPIC("anthropic", "/v1/messages");

    private final String id;
    private final String route;

    Dialect(String id, String route) {
        this.id = id;
        this.route = route;
    }

    /// The dialect of that name in the catalogue.
    ///
    /// @throws IllegalArgumentException when this gateway does not speak it
    static Dialect of(String id) {
        for (Dialect dialect : values()) {
            if (dialect.id.equals(id)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("dialect " + id);
    }

    /// The dialect in which an endpoint is called.
    public static Dialect of(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, EMBEDDINGS, COMPLETIONS -> OPENAI_CHAT;
            case RESPONSES -> OPENAI_RESPONSES;
            case MESSAGES -> ANTHROPIC;
        };
    }

    /// Our route on which chat models are called in it.
    String route() {
        return route;
    }
}
