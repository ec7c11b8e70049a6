package dev.aibridge.sandbox.vendor;

/// A model that turns texts into vectors.
///
/// @param contextTokens tokens per input, at most
/// @param dimensions length of a vector unless the request asks for fewer
public record EmbeddingModel(String id, int contextTokens, int dimensions, Price price)
        implements Model {

    public EmbeddingModel {
        if (contextTokens < 1 || dimensions < 1) {
            throw new IllegalArgumentException(id + ": limits must be positive");
        }
    }

    @Override
    public String snapshot() {
        return id;
    }
}
