package dev.aibridge.gateway.upstream;

import io.vertx.core.MultiMap;
import java.util.Map;

/// Which headers of a client reach a vendor. All others stay: credentials, cookies, organisations,
/// addresses.
final class ForwardedHeaders {

    private static final String[] NAMES = {
        "accept", "user-agent", "openai-beta", "originator", "session-id", "thread-id"
    };
    private static final String[] PREFIXES = {"x-codex-", "x-stainless-"};

    private ForwardedHeaders() {}

    static void copy(MultiMap from, MultiMap to) {
        for (Map.Entry<String, String> header : from) {
            if (isForwarded(header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean isForwarded(String name) {
        for (String known : NAMES) {
            if (known.equalsIgnoreCase(name)) {
                return true;
            }
        }
        for (String prefix : PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }
}
