package dev.aibridge.sandbox.ledger;

import dev.aibridge.sandbox.vendor.Model;

/// What was billed of a model in some time.
///
/// @param input prompt tokens, cached ones included
/// @param output completion tokens, reasoning included
public record Used(Model model, long requests, long input, long cached, long output) {

    static Used nothing(Model model) {
        return new Used(model, 0, 0, 0, 0);
    }

    Used and(Charge charge) {
        return new Used(
                model,
                requests + 1,
                input + charge.usage().prompt(),
                cached + charge.usage().cached(),
                output + charge.usage().completion());
    }

    /// Both together; the model is the first one's.
    public Used and(Used other) {
        return new Used(
                model,
                requests + other.requests,
                input + other.input,
                cached + other.cached,
                output + other.output);
    }
}
