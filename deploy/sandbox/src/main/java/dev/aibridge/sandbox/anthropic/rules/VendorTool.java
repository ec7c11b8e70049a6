package dev.aibridge.sandbox.anthropic.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tools whose schema is the API's own: some run at the vendor, some at the client.
enum VendorTool {
    BASH("bash"),
    CODE_EXECUTION("code_execution"),
    MEMORY("memory"),
    TEXT_EDITOR("str_replace_based_edit_tool"),
    TOOL_SEARCH_BM25("tool_search_tool_bm25"),
    TOOL_SEARCH_REGEX("tool_search_tool_regex"),
    WEB_FETCH("web_fetch"),
    WEB_SEARCH("web_search");

    private final String toolName;

    VendorTool(String toolName) {
        this.toolName = toolName;
    }

    static Optional<VendorTool> of(String type) {
        return Arrays.stream(values()).filter(tool -> tool.types().contains(type)).findFirst();
    }

    /// The types, as a refusal lists them.
    static String expected() {
        return Arrays.stream(values())
                        .flatMap(tool -> tool.types().stream())
                        .map(type -> "'" + type + "'")
                        .collect(Collectors.joining(", "))
                + ", 'custom'";
    }

    String toolName() {
        return toolName;
    }

    /// What it takes beside what any tool takes.
    Set<String> fields() {
        return switch (this) {
            case BASH, CODE_EXECUTION, MEMORY, TOOL_SEARCH_BM25, TOOL_SEARCH_REGEX -> Set.of();
            case TEXT_EDITOR -> Set.of("max_characters");
            case WEB_FETCH ->
                    Set.of(
                            "allowed_domains",
                            "blocked_domains",
                            "citations",
                            "max_content_tokens",
                            "max_uses",
                            "use_cache",
                            "url_sources");
            case WEB_SEARCH ->
                    Set.of(
                            "allowed_domains",
                            "blocked_domains",
                            "max_uses",
                            "response_inclusion",
                            "user_location");
        };
    }

    private List<String> types() {
        return switch (this) {
            case BASH -> List.of("bash_20250124");
            case CODE_EXECUTION ->
                    List.of(
                            "code_execution_20250522",
                            "code_execution_20250825",
                            "code_execution_20260120",
                            "code_execution_20260521");
            case MEMORY -> List.of("memory_20250818");
            case TEXT_EDITOR -> List.of("text_editor_20250429", "text_editor_20250728");
            case TOOL_SEARCH_BM25 -> List.of("tool_search_tool_bm25_20251119");
            case TOOL_SEARCH_REGEX -> List.of("tool_search_tool_regex_20251119");
            case WEB_FETCH ->
                    List.of(
                            "web_fetch_20250910",
                            "web_fetch_20260209",
                            "web_fetch_20260309",
                            "web_fetch_20260318");
            case WEB_SEARCH ->
                    List.of("web_search_20250305", "web_search_20260209", "web_search_20260318");
        };
    }

    /// Whether the client runs it, so that the model's calls end its turn.
    boolean runByClient() {
        return this == BASH || this == MEMORY || this == TEXT_EDITOR;
    }
}
