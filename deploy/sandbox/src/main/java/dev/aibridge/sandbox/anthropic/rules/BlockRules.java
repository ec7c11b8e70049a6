package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.Seals;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Single content blocks.
final class BlockRules {

    private static final String ID = "^[a-zA-Z0-9_-]+$";
    private static final Pattern ID_PATTERN = Pattern.compile(ID);
    private static final Set<String> IN_RESULTS =
            Set.of("text", "image", "document", "search_result", "tool_reference");

    private final Objections objections;
    private final CacheMarks marks;
    private final MessagesRequest request;
    private final SourceRules sources;

    /// Of the message that is checked.
    private int message;

    BlockRules(Objections objections, CacheMarks marks, MessagesRequest request) {
        this.objections = objections;
        this.marks = marks;
        this.request = request;
        this.sources = new SourceRules(objections);
    }

    /// Checks the content of a message.
    ///
    /// @param index its place among the messages
    void message(JsonNode content, int index, String role) {
        message = index;
        content(content, "messages." + index + ".content", role);
    }

    /// Checks a string or a list of blocks.
    ///
    /// @param role whose message it is
    private void content(JsonNode content, String path, String role) {
        objections.unless(
                content.isTextual() || content.isArray(),
                () -> path + ": Input should be a valid list");
        for (int i = 0; i < content.size() && objections.none(); i++) {
            block(content.get(i), path + "." + i, role);
        }
    }

    /// Checks the system prompt: a string or text blocks.
    void system(JsonNode system) {
        if (system.isMissingNode()) {
            return;
        }
        objections.unless(
                system.isTextual() || system.isArray(),
                () -> "system: Input should be a valid list");
        for (int i = 0; i < system.size() && objections.none(); i++) {
            JsonNode block = system.get(i);
            String path = "system." + i;
            new Fields(objections, block, path).oneOf("type", List.of("text"));
            block(block, path, "user");
        }
    }

    private void block(JsonNode block, String path, String role) {
        objections.unless(block.isObject(), () -> path + ": Input should be an object");
        String type = block.path("type").asText();
        objections.unless(block.has("type"), () -> path + ".type: Field required");
        BlockKind kind = BlockKind.of(type).orElse(null);
        objections.unless(
                kind != null,
                () ->
                        "%s: Input tag '%s' found using 'type' does not match any of the expected tags: %s"
                                .formatted(path, type, BlockKind.expected()));
        if (kind == null || !objections.none()) {
            return;
        }
        Fields fields = new Fields(objections, block, path + "." + type);
        kind.fields(fields);
        objections.unless(
                kind.allowedIn(role),
                () ->
                        "%s: `%s` blocks can only be in `%s` messages"
                                .formatted(path, type, kind.owner()));
        marks.check(block, path);
        inside(kind, block, fields, path);
    }

    private void inside(BlockKind kind, JsonNode block, Fields fields, String path) {
        switch (kind) {
            case TEXT -> text(block, fields);
            case IMAGE -> sources.image(block.path("source"), path + ".image.source");
            case DOCUMENT -> sources.document(block.path("source"), path + ".document.source");
            case SEARCH_RESULT -> searchResult(block, fields, path);
            case THINKING -> thinking(block, fields, path);
            case REDACTED_THINKING -> redacted(block, fields, path);
            case TOOL_USE, SERVER_TOOL_USE -> use(block, fields, path + "." + kind.type());
            case TOOL_RESULT -> result(block, fields, path);
            case WEB_SEARCH_TOOL_RESULT -> found(block.path("content"), path);
            case COMPACTION -> fields.string("content");
            case TOOL_REFERENCE -> fields.string("tool_name");
        }
    }

    private void text(JsonNode block, Fields fields) {
        fields.string("text");
        String text = block.path("text").asText();
        objections.unless(!text.isEmpty(), () -> "messages: text content blocks must be non-empty");
        objections.unless(
                !text.isBlank(),
                () -> "messages: text content blocks must contain non-whitespace text");
    }

    private void searchResult(JsonNode block, Fields fields, String path) {
        fields.string("source");
        fields.string("title");
        fields.array("content");
        content(block.path("content"), path + ".search_result.content", "user");
    }

    private void thinking(JsonNode block, Fields fields, String path) {
        fields.string("thinking");
        fields.string("signature");
        String signature = block.path("signature").asText();
        Seals seals = request.thinkingSeals(message);
        // Thinking that was not shown comes back empty; its signature then stands alone.
        boolean mine =
                seals.signed(block.path("thinking").asText(), signature)
                        || (block.path("thinking").asText().isEmpty() && seals.isSealed(signature));
        objections.unless(mine, () -> path + ": Invalid `signature` in `thinking` block");
    }

    private void redacted(JsonNode block, Fields fields, String path) {
        fields.string("data");
        objections.unless(
                request.thinkingSeals(message).isSealed(block.path("data").asText()),
                () -> path + ": Invalid `data` in `redacted_thinking` block");
    }

    private void use(JsonNode block, Fields fields, String path) {
        fields.string("id");
        fields.string("name", 200);
        objections.unless(
                block.path("input").isObject(),
                () -> path + ".input: Input should be a valid dictionary");
        objections.unless(
                ID_PATTERN.matcher(block.path("id").asText()).matches(),
                () -> path + ".id: String should match pattern '" + ID + "'");
    }

    private void result(JsonNode block, Fields fields, String path) {
        fields.string("tool_use_id");
        fields.bool("is_error");
        JsonNode content = block.path("content");
        if (Fields.absent(content)) {
            return;
        }
        String at = path + ".tool_result.content";
        for (int i = 0; i < content.size(); i++) {
            String type = content.get(i).path("type").asText();
            String one = at + "." + i;
            objections.unless(
                    IN_RESULTS.contains(type),
                    () ->
                            "%s: Input tag '%s' found using 'type' does not match any of the expected tags: 'document', 'image', 'search_result', 'text', 'tool_reference'"
                                    .formatted(one, type));
        }
        content(content, at, "user");
    }

    private void found(JsonNode results, String path) {
        for (int i = 0; i < results.size(); i++) {
            String at = path + ".web_search_tool_result.content." + i;
            JsonNode result = results.get(i);
            objections.unless(
                    !result.path("type").asText().equals("web_search_result")
                            || request.seals().isSealed(result.path("encrypted_content").asText()),
                    () -> at + ": Invalid `encrypted_content` in `search_result` block");
        }
    }

    static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
