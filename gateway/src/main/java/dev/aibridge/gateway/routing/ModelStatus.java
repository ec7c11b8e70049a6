package dev.aibridge.gateway.routing;

import java.util.Locale;

/// How a model is offered. A hidden one answers but is not listed.
public enum ModelStatus {
    RECOMMENDED,
    AVAILABLE,
    BACKUP,
    HIDDEN;

    static ModelStatus of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
