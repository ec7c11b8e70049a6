package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one key has used.
public record KeyUse(UUID keyId, long requests, long chargeMicro, @Nullable Instant lastUsedAt) {}
