package dev.aibridge.sandbox.anthropic.rules;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The content blocks of a request: their fields and whose they are.
enum BlockKind {
    TEXT(Side.BOTH),
    IMAGE(Side.USER),
    DOCUMENT(Side.USER),
    SEARCH_RESULT(Side.USER),
    THINKING(Side.ASSISTANT),
    REDACTED_THINKING(Side.ASSISTANT),
    TOOL_USE(Side.ASSISTANT),
    TOOL_RESULT(Side.USER),
    TOOL_REFERENCE(Side.USER),
    SERVER_TOOL_USE(Side.ASSISTANT),
    WEB_SEARCH_TOOL_RESULT(Side.ASSISTANT),
    COMPACTION(Side.ASSISTANT);

    private final Side side;

    BlockKind(Side side) {
        this.side = side;
    }

    static Optional<BlockKind> of(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst();
    }

    /// The types, as a refusal lists them.
    static String expected() {
        return Arrays.stream(values())
                .map(kind -> "'" + kind.type() + "'")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a message of that role may hold it.
    boolean allowedIn(String role) {
        return switch (side) {
            case BOTH -> true;
            case USER -> role.equals("user");
            case ASSISTANT -> role.equals("assistant");
        };
    }

    /// Whose messages hold it.
    String owner() {
        return side == Side.USER ? "user" : "assistant";
    }

    void fields(Fields fields) {
        Set<String> optional = new HashSet<>(optional());
        optional.add("type");
        fields.only(required(), optional);
    }

    private Set<String> required() {
        return switch (this) {
            case TEXT -> Set.of("text");
            case IMAGE, DOCUMENT -> Set.of("source");
            case SEARCH_RESULT -> Set.of("content", "source", "title");
            case THINKING -> Set.of("thinking", "signature");
            case REDACTED_THINKING -> Set.of("data");
            case TOOL_USE, SERVER_TOOL_USE -> Set.of("id", "name", "input");
            case TOOL_RESULT -> Set.of("tool_use_id");
            case WEB_SEARCH_TOOL_RESULT -> Set.of("tool_use_id", "content");
            case TOOL_REFERENCE -> Set.of("tool_name");
            case COMPACTION -> Set.of();
        };
    }

    private Set<String> optional() {
        return switch (this) {
            case TEXT, SEARCH_RESULT -> Set.of("cache_control", "citations");
            case IMAGE -> Set.of("cache_control", "transformations");
            case DOCUMENT -> Set.of("cache_control", "citations", "context", "title");
            case THINKING, REDACTED_THINKING -> Set.of();
            case TOOL_REFERENCE -> Set.of("cache_control");
            case TOOL_USE -> Set.of("cache_control", "caller", "toolset_name");
            case TOOL_RESULT -> Set.of("content", "is_error", "cache_control", "toolset_name");
            case SERVER_TOOL_USE, WEB_SEARCH_TOOL_RESULT -> Set.of("cache_control", "caller");
            case COMPACTION ->
                    Set.of(
                            "content",
                            "encrypted_content",
                            "signature",
                            "tool_changes",
                            "cache_control");
        };
    }

    /// Whose blocks they are.
    private enum Side {
        USER,
        ASSISTANT,
        BOTH
    }
}
