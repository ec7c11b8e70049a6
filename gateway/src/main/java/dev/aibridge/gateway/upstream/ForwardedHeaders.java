package dev.aibridge.gateway.upstream;

import dev.aibridge.gateway.routing.Dialect;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which headers of a client reach a vendor. All others stay: credentials, cookies, organisations,
/// addresses.
final class ForwardedHeaders {

    private static final String[] OPENAI = {
        "accept", "user-agent", "openai-beta", "originator", "session-id", "thread-id"
    };
    private static final String[] ANTHROPIC = {"accept", "user-agent", "anthropic-version"};
    private static final String[] PREFIXES = {"x-codex-", "x-stainless-"};
    private static final String BETA = "anthropic-beta";

    /// Betas of what is refused or taken out of a request: objects at the vendor, tools that it
    /// runs and bills, another speed.
    private static final String[] REFUSED_BETAS = {
        "mcp-client-",
        "files-api-",
        "code-execution-",
        "skills-",
        "fast-mode-",
        "advisor-tool-",
        "managed-agents-"
    };

    private ForwardedHeaders() {}

    static void copy(MultiMap from, Dialect dialect, MultiMap to) {
        String[] names = dialect == Dialect.ANTHROPIC ? ANTHROPIC : OPENAI;
        for (Map.Entry<String, String> header : from) {
            if (isForwarded(header.getKey(), names)) {
                to.add(header.getKey(), header.getValue());
            } else if (dialect == Dialect.ANTHROPIC && header.getKey().equalsIgnoreCase(BETA)) {
                addBetas(header.getValue(), to);
            }
        }
    }

    private static void addBetas(String values, MultiMap to) {
        String kept =
                Stream.of(values.split(",", -1))
                        .map(String::strip)
                        .filter(beta -> Arrays.stream(REFUSED_BETAS).noneMatch(beta::startsWith))
                        .collect(Collectors.joining(","));
        if (!kept.isEmpty()) {
            to.add(BETA, kept);
        }
    }

    private static boolean isForwarded(String name, String[] names) {
        for (String known : names) {
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
