package dev.aibridge.portal.agents;

import dev.aibridge.portal.accounts.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is below whom. The database refuses circles; this tells before, in words.
final class Tree {

    private Tree() {}

    /// Whether a tenant is that one, its customer, or a customer's customer.
    static boolean isAtOrBelow(UUID tenant, UUID top) {
        UUID at = tenant;
        while (at != null && !at.equals(top)) {
            at = above(at);
        }
        return at != null;
    }

    private static @Nullable UUID above(UUID tenant) {
        return Tenant.<Tenant>findByIdOptional(tenant).map(one -> one.agentId).orElse(null);
    }
}
