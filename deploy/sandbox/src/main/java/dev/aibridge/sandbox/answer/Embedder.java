package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.wire.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The simulated embedding model: equal tokens, equal vector, of length one.
public final class Embedder {

    private Embedder() {}

    /// The inputs of a valid request, as tokens.
    public static List<int[]> inputs(JsonNode input) {
        if (input.isTextual()) {
            return List.of(Tokens.encode(input.asText()));
        }
        if (input.path(0).isNumber()) {
            return List.of(ints(input));
        }
        List<int[]> inputs = new ArrayList<>();
        for (JsonNode item : input) {
            inputs.add(item.isTextual() ? Tokens.encode(item.asText()) : ints(item));
        }
        return inputs;
    }

    /// A vector of length one.
    ///
    /// @param dimensions the first so many of the model's own, scaled to length one again
    public static float[] vector(String model, int[] tokens, int dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(tokens.length * Integer.BYTES + Integer.BYTES);
        bytes.putInt(model.hashCode()).asIntBuffer().put(tokens);
        Random random = new Random(Digest.of(bytes.array()).seed());
        double[] raw = new double[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            raw[i] = random.nextGaussian();
            square += raw[i] * raw[i];
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (raw[i] / Math.sqrt(square));
        }
        return vector;
    }

    private static int[] ints(JsonNode tokens) {
        int[] ints = new int[tokens.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = tokens.get(i).asInt();
        }
        return ints;
    }
}
