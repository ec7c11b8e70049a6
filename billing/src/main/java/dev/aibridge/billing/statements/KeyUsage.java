package dev.aibridge.billing.statements;

import java.time.Instant;
import java.util.UUID;

/// What one key was used for lately.
///
/// @param chargeMicro what it cost, in micro-tokens
/// @param lastUsedAt when its newest request was admitted
public record KeyUsage(UUID keyId, long requests, long chargeMicro, Instant lastUsedAt) {}
