package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.count.ImageTiles;
import dev.aibridge.sandbox.count.TokenSequence;
import dev.aibridge.sandbox.vendor.ChatModel.ImageTokens;
import org.jspecify.annotations.Nullable;

/// A request for a response as the token sequence that is counted and cached: tools, instructions,
/// items.
public final class ResponsesPrompt {

    private static final int MARK = -1;
    private static final int AROUND_ITEM = 3;
    private static final int OPENING = 3;

    private final @Nullable ImageTokens imageTokens;
    private final TokenSequence sequence = new TokenSequence();
    private int images;

    private ResponsesPrompt(@Nullable ImageTokens imageTokens) {
        this.imageTokens = imageTokens;
    }

    /// Counts a valid request.
    public static ResponsesPrompt of(ResponsesRequest request) {
        ResponsesPrompt prompt = new ResponsesPrompt(request.model().images());
        JsonNode body = request.body();
        body.path("tools").forEach(tool -> prompt.sequence.text(tool.toString()));
        JsonNode format = body.path("text").path("format");
        if (format.path("schema").isObject()) {
            prompt.sequence.text(format.path("schema").toString());
        }
        prompt.said(body.path("instructions"));
        prompt.said(body.path("input"));
        if (body.path("input").isArray()) {
            body.path("input").forEach(item -> prompt.item(item, request));
        }
        prompt.sequence.marks(OPENING, MARK);
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

    private void said(JsonNode text) {
        if (text.isTextual()) {
            sequence.marks(AROUND_ITEM, MARK);
            sequence.text(text.asText());
        }
    }

    private void item(JsonNode item, ResponsesRequest request) {
        sequence.marks(AROUND_ITEM, MARK);
        sequence.text(item.path("role").asText() + item.path("name").asText());
        sequence.text(item.path("arguments").asText() + item.path("input").asText());
        request.seals().opened(item.path("encrypted_content").asText()).ifPresent(sequence::text);
        parts(item.path("content"));
        parts(item.path("output"));
    }

    private void parts(JsonNode content) {
        if (content.isTextual()) {
            sequence.text(content.asText());
        }
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("input_image")) {
                image(part);
            } else {
                sequence.text(
                        part.path("text").asText()
                                + part.path("refusal").asText()
                                + part.path("file_data").asText());
            }
        }
    }

    private void image(JsonNode part) {
        ImageTokens rule = imageTokens;
        if (rule != null) {
            String url = part.path("image_url").asText();
            String detail = part.path("detail").asText("auto");
            sequence.marks(ImageTiles.tokens(rule, url, detail), MARK ^ url.hashCode());
            images++;
        }
    }
}
