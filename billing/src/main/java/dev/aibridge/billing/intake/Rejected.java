package dev.aibridge.billing.intake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that can't be booked.
///
/// @param wallet whose lease waits for it; `null` when the bytes do not tell
/// @param reason for the admin who resolves it
record Rejected(Arrival arrival, @Nullable UUID wallet, String reason) {}
