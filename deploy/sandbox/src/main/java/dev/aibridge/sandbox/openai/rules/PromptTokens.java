package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.count.ImageTiles;
import dev.aibridge.sandbox.count.TokenSequence;
import dev.aibridge.sandbox.vendor.ChatModel.ImageTokens;
import org.jspecify.annotations.Nullable;

/// A conversation as the token sequence a vendor would count and cache: tools first, then each
/// message with 3 tokens around it, and 3 that open the answer. [How OpenAI
/// counts](https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken)
public final class PromptTokens {

    /// Stands for tokens without text: around messages, of images.
    private static final int MARK = -1;

    private static final int AROUND_MESSAGE = 3;
    private static final int OPENING = 3;
    private static final int AROUND_TOOLS = 12;

    private final @Nullable ImageTokens imageTokens;
    private final TokenSequence sequence = new TokenSequence();
    private int images;

    private PromptTokens(@Nullable ImageTokens imageTokens) {
        this.imageTokens = imageTokens;
    }

    /// Counts a valid request.
    ///
    /// @param imageTokens how the model counts images; null when it takes none
    public static PromptTokens of(JsonNode body, @Nullable ImageTokens imageTokens) {
        PromptTokens prompt = new PromptTokens(imageTokens);
        prompt.tools(body);
        body.path("messages").forEach(prompt::message);
        prompt.marks(OPENING, MARK);
        return prompt;
    }

    /// The sequence.
    public int[] toArray() {
        return sequence.toArray();
    }

    /// Its length.
    public int count() {
        return sequence.size();
    }

    /// Images in it.
    public int images() {
        return images;
    }

    private void tools(JsonNode body) {
        JsonNode tools = body.path("tools");
        if (!tools.isEmpty()) {
            tools.forEach(tool -> text(tool.toString()));
            marks(AROUND_TOOLS, MARK);
        }
        JsonNode schema = body.path("response_format").path("json_schema");
        if (schema.isObject()) {
            text(schema.toString());
        }
    }

    private void message(JsonNode message) {
        marks(AROUND_MESSAGE, MARK);
        text(message.path("role").asText());
        if (message.hasNonNull("name")) {
            marks(1, MARK);
            text(message.path("name").asText());
        }
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            text(content.asText());
        }
        content.forEach(this::part);
        message.path("tool_calls").forEach(call -> text(call.toString()));
    }

    private void part(JsonNode part) {
        switch (part.path("type").asText()) {
            case "image_url" -> image(part.path("image_url"));
            case "refusal" -> text(part.path("refusal").asText());
            default -> text(part.path("text").asText());
        }
    }

    private void image(JsonNode image) {
        ImageTokens rule = imageTokens;
        if (rule != null) {
            String url = image.path("url").asText();
            marks(
                    ImageTiles.tokens(rule, url, image.path("detail").asText("auto")),
                    MARK ^ url.hashCode());
            images++;
        }
    }

    private void text(String text) {
        sequence.text(text);
    }

    private void marks(int count, int mark) {
        sequence.marks(count, mark);
    }
}
