package dev.aibridge.local.database;

import dev.aibridge.common.tenancy.ApiKey;
import java.util.UUID;

/// A tenant with a wallet and one key.
///
/// @param tenant its id
/// @param wallet the wallet's id
/// @param keyId the key's id
/// @param key the key itself
public record Customer(UUID tenant, UUID wallet, UUID keyId, ApiKey key) {

    /// A customer with new ids and a new key, not in the database yet.
    public static Customer random() {
        return new Customer(
                UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), ApiKey.generate());
    }
}
