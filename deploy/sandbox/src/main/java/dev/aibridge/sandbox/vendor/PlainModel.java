package dev.aibridge.sandbox.vendor;

/// A model for one use beside conversations and vectors.
///
/// @param contextTokens prompt and completion together, at most; where nothing is counted in
///   tokens, the longest input
public record PlainModel(String id, Use use, int contextTokens, Price price) implements Model {

    public PlainModel {
        if (contextTokens < 1) {
            throw new IllegalArgumentException(id + ": limits must be positive");
        }
    }

    @Override
    public String snapshot() {
        return id;
    }

    /// What it is for.
    public enum Use {
        /// Goes on with a text (legacy).
        COMPLETION,
        /// Writes speech down; billed by the second.
        TRANSCRIPTION,
        /// Reads a text aloud; billed by the character.
        SPEECH,
        /// Draws; billed by tokens.
        IMAGE,
        /// Says whether a text is harmful; free.
        MODERATION
    }
}
