package dev.aibridge.billing.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a call by its key.
public sealed interface Claim {

    /// It is new, or the last try came to nothing: it may run.
    ///
    /// @param id whose answer is kept
    record Ours(UUID id) implements Claim {}

    /// It is running right now.
    record Running() implements Claim {}

    /// The key came with another body.
    record OtherCall() implements Claim {}

    /// It ran, and this was the answer.
    ///
    /// @param body as JSON; `null` when there was none, or it is shown once
    record Answered(int status, @Nullable String body) implements Claim {}
}
