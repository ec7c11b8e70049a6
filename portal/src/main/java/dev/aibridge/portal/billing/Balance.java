package dev.aibridge.portal.billing;

import java.util.UUID;

/// What a tenant has.
public record Balance(UUID tenantId, long postedMicro, long availableMicro) {}
