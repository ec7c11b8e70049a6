package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.openai.rules.ChatRequest;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How sure the model was of each token, when the request asks.
final class Logprobs {

    private Logprobs() {}

    static JsonNode of(ChatRequest request, List<Piece> content) {
        if (!request.body().path("logprobs").asBoolean()) {
            return NullNode.getInstance();
        }
        int top = request.body().path("top_logprobs").asInt();
        ObjectNode json = Json.object();
        ArrayNode tokens = json.putArray("content");
        for (Piece piece : content) {
            ObjectNode token = token(piece.text(), 0);
            ArrayNode alternatives = token.putArray("top_logprobs");
            for (int rank = 0; rank < top; rank++) {
                String text = rank == 0 ? piece.text() : piece.text() + "~" + rank;
                alternatives.add(token(text, rank));
            }
            tokens.add(token);
        }
        json.putNull("refusal");
        return json;
    }

    private static ObjectNode token(String text, int rank) {
        double logprob = -(Math.floorMod(text.hashCode(), 1_000) + 1) / 10_000.0 - 2 * rank;
        ObjectNode json = Json.object().put("token", text).put("logprob", logprob);
        ArrayNode bytes = json.putArray("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(one & 0xff);
        }
        return json;
    }
}
