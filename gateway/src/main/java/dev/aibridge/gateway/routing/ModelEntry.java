package dev.aibridge.gateway.routing;

import java.time.Instant;

/// A model as customers see it.
///
/// @param id its name in our catalogue
/// @param maxOutputTokens the longest answer it can give; 0 for embeddings
/// @param strengths what it is good for, for people
/// @param position its place in the list
public record ModelEntry(
        String id,
        String provider,
        ModelType type,
        int contextTokens,
        int maxOutputTokens,
        ModelStatus status,
        String strengths,
        Traits traits,
        int position,
        Instant addedAt) {

    /// Refuses windows that can't be.
    public ModelEntry {
        if (contextTokens < 1 || maxOutputTokens < 0) {
            throw new IllegalArgumentException(
                    id + ": context " + contextTokens + ", output " + maxOutputTokens);
        }
    }
}
