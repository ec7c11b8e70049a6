package dev.aibridge.sandbox.anthropic.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The beta features that a request turns on in `anthropic-beta`.
public record Betas(Set<String> names) {

    /// Features that the API knows, by their names without the date: each may exist in several
    /// versions.
    private static final Set<String> KNOWN =
            Set.of(
                    "adaptive-thinking",
                    "advanced-tool-use",
                    "advisor-tool",
                    "afk-mode",
                    "cache-diagnosis",
                    "claude-code",
                    "code-execution",
                    "compact",
                    "computer-use",
                    "context-1m",
                    "context-management",
                    "dev-full-thinking",
                    "effort",
                    "extended-cache-ttl",
                    "fallback-credit",
                    "fast-mode",
                    "files-api",
                    "fine-grained-tool-streaming",
                    "inline-tools",
                    "interleaved-thinking",
                    "max-tokens-3-5-sonnet",
                    "mcp-client",
                    "message-batches",
                    "message-threads",
                    "mid-conversation-output-config",
                    "mid-conversation-system-clear-at",
                    "mid-conversation-tool-changes",
                    "model-context-window-exceeded",
                    "oauth",
                    "output-128k",
                    "output-300k",
                    "pdfs",
                    "prompt-caching",
                    "prompt-caching-scope",
                    "redact-thinking",
                    "server-side-fallback",
                    "skills",
                    "structured-outputs",
                    "task-budgets",
                    "thinking-binding-controls",
                    "thinking-display-updates",
                    "thinking-token-count",
                    "token-counting",
                    "token-efficient-tools",
                    "tool-examples",
                    "tool-search-tool",
                    "user-profiles",
                    "user-profiles-billing",
                    "web-fetch",
                    "web-search");

    public Betas {
        names = Set.copyOf(names);
    }

    /// The features of a header; empty for none.
    public static Betas of(String header) {
        return new Betas(
                Arrays.stream(header.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /// Those that the API does not know, in the order of their names.
    public List<String> unknown() {
        return names.stream().filter(name -> !KNOWN.contains(undated(name))).sorted().toList();
    }

    /// Whether a feature is on, in any of its versions.
    public boolean has(String feature) {
        return names.stream().anyMatch(name -> undated(name).equals(feature));
    }

    /// Whether a feature is on in that version: `compact-2026-01-12`.
    public boolean hasExactly(String name) {
        return names.contains(name);
    }

    private static String undated(String name) {
        return name.replaceFirst("-20\\d\\d-?\\d\\d-?\\d\\d$", "");
    }
}
