package dev.aibridge.sandbox.vendor;

/// A model that a vendor serves.
public sealed interface Model permits ChatModel, ClaudeModel, EmbeddingModel, PlainModel {

    /// The name customers ask for.
    String id();

    /// The dated name the vendor puts in its answers; it may be asked for too.
    String snapshot();

    /// Prompt and completion tokens together, at most.
    int contextTokens();

    /// The vendor's list price.
    Price price();
}
