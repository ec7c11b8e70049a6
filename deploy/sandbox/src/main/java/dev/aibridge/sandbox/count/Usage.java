package dev.aibridge.sandbox.count;

/// What one request used.
///
/// @param prompt all prompt tokens, cached and written ones included
/// @param cached prompt tokens read from the vendor's cache
/// @param writes prompt tokens that the vendor charges for writing to its cache
/// @param completion all completion tokens, reasoning included
/// @param reasoning completion tokens spent on thinking
/// @param images images in the prompt
/// @param units what is billed by the piece: web searches, seconds, characters, images made
public record Usage(
        long prompt,
        long cached,
        Writes writes,
        long completion,
        long reasoning,
        int images,
        long units) {

    public Usage {
        if (cached < 0
                || cached + writes.total() > prompt
                || reasoning < 0
                || reasoning > completion
                || units < 0) {
            throw new IllegalArgumentException("parts exceed their whole");
        }
    }

    /// A prompt that was not answered yet.
    public static Usage ofPrompt(long tokens, long cached, int images) {
        return new Usage(tokens, cached, Writes.NONE, 0, 0, images, 0);
    }

    /// Something that is billed by the piece alone.
    public static Usage ofUnits(long units) {
        return new Usage(0, 0, Writes.NONE, 0, 0, 0, units);
    }

    /// Prompt and completion.
    public long total() {
        return prompt + completion;
    }

    /// Prompt tokens at the full price: neither read from the cache nor written to it.
    public long fresh() {
        return prompt - cached - writes.total();
    }

    /// The same prompt with part of it written to the cache.
    public Usage writing(Writes written) {
        return new Usage(prompt, cached, written, completion, reasoning, images, units);
    }

    /// The same prompt, answered.
    public Usage answered(long tokens, long thinking) {
        return new Usage(prompt, cached, writes, tokens, thinking, images, units);
    }

    /// The same with pieces that are billed beside the tokens.
    public Usage withUnits(long pieces) {
        return new Usage(prompt, cached, writes, completion, reasoning, images, pieces);
    }

    /// The same prompt with only part of the completion produced.
    ///
    /// @param produced completion tokens, capped at those of the whole answer
    public Usage producedOnly(long produced) {
        long made = Math.min(produced, completion);
        return answered(made, Math.min(reasoning, made));
    }

    /// Both together, as a bill adds them.
    public Usage plus(Usage other) {
        return new Usage(
                prompt + other.prompt,
                cached + other.cached,
                new Writes(
                        writes.fiveMinutes() + other.writes.fiveMinutes(),
                        writes.oneHour() + other.writes.oneHour()),
                completion + other.completion,
                reasoning + other.reasoning,
                images + other.images,
                units + other.units);
    }
}
