package dev.aibridge.gateway.routing;

/// The wire format that a channel speaks.
public enum Dialect {
    OPENAI_CHAT("openai-chat");

    private final String id;

    Dialect(String id) {
        this.id = id;
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
}
