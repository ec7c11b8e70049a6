package dev.aibridge.billing.statements;

import java.util.UUID;

/// One tenant's money in micro-tokens.
public record Balance(UUID tenantId, long postedMicro, long availableMicro) {}
