package dev.aibridge.sandbox.count;

/// What one request used.
///
/// @param prompt all prompt tokens, cached ones included
/// @param cached prompt tokens found in the prefix memory
/// @param completion all completion tokens, reasoning included
/// @param reasoning completion tokens spent on thinking
/// @param images images in the prompt
public record Usage(long prompt, long cached, long completion, long reasoning, int images) {

    public Usage {
        if (cached < 0 || cached > prompt || reasoning < 0 || reasoning > completion) {
            throw new IllegalArgumentException("parts exceed their whole");
        }
    }

    /// Prompt and completion.
    public long total() {
        return prompt + completion;
    }

    /// The same prompt with only part of the completion produced.
    ///
    /// @param produced completion tokens, capped at those of the whole answer
    public Usage producedOnly(long produced) {
        long made = Math.min(produced, completion);
        return new Usage(prompt, cached, made, Math.min(reasoning, made), images);
    }
}
