package dev.aibridge.sandbox.vendor;

import org.jspecify.annotations.Nullable;

/// A model that answers conversations.
///
/// @param maxOutputTokens completion tokens, at most
/// @param images how it counts images; null when it takes none
public record ChatModel(
        String id,
        String snapshot,
        int contextTokens,
        int maxOutputTokens,
        Thinking thinking,
        @Nullable ImageTokens images,
        Price price)
        implements Model {

    public ChatModel {
        if (maxOutputTokens < 1 || contextTokens < maxOutputTokens) {
            throw new IllegalArgumentException(id + ": output must fit the context");
        }
    }

    /// When a model thinks, and whether the client sees it.
    public enum Thinking {
        /// Never.
        NONE,
        /// Unless `reasoning_effort` is `none`; only the count is shown (OpenAI).
        HIDDEN,
        /// Always, as `reasoning_content` (deepseek-reasoner).
        SHOWN,
        /// Unless `thinking.type` is `disabled`, as `reasoning_content` (Kimi).
        SHOWN_UNLESS_DISABLED,
        /// With `enable_thinking: true`, as `reasoning_content` (Qwen).
        SHOWN_WHEN_ENABLED
    }

    /// Tokens of an image by OpenAI's tile rule.
    ///
    /// @param base tokens of any image
    /// @param tile tokens of each tile of 512 × 512 pixels
    public record ImageTokens(int base, int tile) {}
}
