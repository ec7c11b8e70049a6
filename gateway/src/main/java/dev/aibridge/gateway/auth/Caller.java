package dev.aibridge.gateway.auth;

import dev.aibridge.common.usage.UsageEvent;
import java.util.UUID;

/// Who is calling and what the key and its tenant allow.
///
/// @param keyRpm requests per minute of the key
/// @param tenantRpm requests per minute of all the tenant's keys together, or [#NO_TENANT_RPM]
/// @param models which models may be used
/// @param suspended whether the tenant is: its requests get 402
/// @param capped whether the key has a spend cap of its own, and so a lease of its own
public record Caller(
        UUID keyId,
        UUID tenantId,
        UUID walletId,
        int keyRpm,
        int tenantRpm,
        ModelAllowlist models,
        boolean suspended,
        boolean capped) {

    /// The tenant has no limit of its own.
    public static final int NO_TENANT_RPM = 0;

    /// Refuses limits that can't be.
    public Caller {
        if (keyRpm < 1 || tenantRpm < 0) {
            throw new IllegalArgumentException("rpm " + keyRpm + ", tenant's " + tenantRpm);
        }
    }

    /// Whether the model with that catalogue id may be used.
    public boolean allows(String model) {
        return models.allows(model);
    }

    /// Whose lease pays for its requests beside the wallet: its own, or [UsageEvent#SHARED].
    public UUID leaseKey() {
        return capped ? keyId : UsageEvent.SHARED;
    }

    /// Whether the tenant has a limit of its own.
    public boolean hasTenantRpm() {
        return tenantRpm != NO_TENANT_RPM;
    }
}
