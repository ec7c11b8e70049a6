package dev.aibridge.common.usage;

/// What was called. The order is the number on disk and in the database: append only.
public enum Endpoint {
    CHAT_COMPLETIONS,
    EMBEDDINGS,
    /// Anthropic's messages.
    MESSAGES,
    /// OpenAI's responses.
    RESPONSES,
    /// OpenAI's legacy completions.
    COMPLETIONS
}
