package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// Vectors as a list of numbers, or as base64 of little-endian 32-bit floats.
public final class Embeddings {

    private Embeddings() {}

    /// The body of an answer to an embeddings request.
    public static ObjectNode of(
            String model, List<float[]> vectors, boolean base64, long tokens, UsageView view) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        for (float[] vector : vectors) {
            ObjectNode one =
                    data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                one.put("embedding", base64(vector));
            } else {
                ArrayNode numbers = one.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
        }
        json.put("model", model);
        if (view != UsageView.MISSING) {
            json.putObject("usage")
                    .put("prompt_tokens", view.reported(tokens))
                    .put("total_tokens", view.reported(tokens));
        }
        return json;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
