package dev.aibridge.sandbox.vendor;

import java.time.LocalDate;
import java.util.Set;

/// A model of Anthropic.
///
/// @param displayName as people write it
/// @param released the day it came out
/// @param maxOutputTokens thinking included, at most
/// @param minCacheTokens a shorter prefix is never cached
public record ClaudeModel(
        String id,
        String snapshot,
        String displayName,
        LocalDate released,
        int contextTokens,
        int maxOutputTokens,
        int minCacheTokens,
        Set<Trait> traits,
        Price price)
        implements Model {

    public ClaudeModel {
        traits = Set.copyOf(traits);
        if (maxOutputTokens < 1 || contextTokens < maxOutputTokens || minCacheTokens < 1) {
            throw new IllegalArgumentException(id + ": output must fit the context");
        }
    }

    /// Whether the model can or does this.
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /// What one model can and another can't.
    public enum Trait {
        /// Thinks with `thinking.type` `enabled` and a budget.
        BUDGET,
        /// Thinks with `thinking.type` `adaptive`.
        ADAPTIVE,
        /// Takes `output_config.effort`.
        EFFORT,
        /// Takes `output_config.format`.
        STRUCTURED,
        /// Refuses a conversation that ends with the assistant's words.
        NO_PREFILL,
        /// Refuses `temperature` together with `top_p`.
        ONE_SAMPLER,
        /// Thinks although nobody asks, and keeps the text of it to itself unless asked.
        THINKS_UNASKED,
        /// Takes its thinking back only after the very conversation that led to it.
        PREFIX_BOUND,
        /// Takes instructions in the middle of a conversation, as messages of the system.
        MID_SYSTEM,
        /// Refuses to be forced to call a tool.
        NO_FORCED_TOOLS,
        /// Refuses sampling parameters that are not the default.
        NO_SAMPLERS,
        /// Ends at its window instead of refusing a `max_tokens` that reaches beyond it.
        ENDS_AT_WINDOW
    }
}
