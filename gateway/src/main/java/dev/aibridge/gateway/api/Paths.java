package dev.aibridge.gateway.api;

import org.jspecify.annotations.Nullable;

/// The spellings of a path that clients use, and the one we know it by.
final class Paths {

    private static final String[] AT_ROOT = {
        "/chat/completions", "/embeddings", "/messages", "/models", "/responses"
    };

    private Paths() {}

    /// `/api/v1/…`, `/v1/v1/…` and a few at the root are `/v1/…`.
    static String canonical(@Nullable String path) {
        String known = path == null ? "" : path;
        if (known.startsWith("/api/v1/")) {
            known = known.substring("/api".length());
        } else if (known.startsWith("/v1/v1/")) {
            known = known.substring("/v1".length());
        }
        for (String root : AT_ROOT) {
            if (known.equals(root) || known.startsWith(root + "/")) {
                return "/v1" + known;
            }
        }
        return known;
    }
}
