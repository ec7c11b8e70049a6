package dev.aibridge.gateway.auth;

import dev.aibridge.gateway.refusal.Refusal;

/// Whether we know who is calling.
public sealed interface Authentication {

    /// A valid key.
    record Known(Caller caller) implements Authentication {}

    /// No valid key, or no way to tell.
    record Refused(Refusal refusal) implements Authentication {}
}
