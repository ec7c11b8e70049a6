package dev.aibridge.local.database;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a key may do.
///
/// @param name as its owner calls it
/// @param rpm requests per minute
/// @param allowedModels catalogue ids; empty means all models
/// @param expiresAt when it stops working, if ever
/// @param disabled whether it is switched off
public record KeyTerms(
        String name,
        int rpm,
        Optional<List<String>> allowedModels,
        Optional<Instant> expiresAt,
        boolean disabled) {

    /// Generous enough that a test meets only the limit it asks for.
    public static final KeyTerms UNLIMITED =
            new KeyTerms("key", 1_000_000, Optional.empty(), Optional.empty(), false);

    /// With another limit.
    public KeyTerms withRpm(int requests) {
        return new KeyTerms(name, requests, allowedModels, expiresAt, disabled);
    }

    /// For these models alone.
    public KeyTerms withModels(String... models) {
        return new KeyTerms(name, rpm, Optional.of(List.of(models)), expiresAt, disabled);
    }

    /// Until then.
    public KeyTerms withExpiry(Instant at) {
        return new KeyTerms(name, rpm, allowedModels, Optional.of(at), disabled);
    }

    /// Switched off.
    public KeyTerms switchedOff() {
        return new KeyTerms(name, rpm, allowedModels, expiresAt, true);
    }
}
