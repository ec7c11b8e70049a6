package dev.aibridge.portal.agents;

import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.ws.rs.NotFoundException;
import java.util.UUID;

/// Who may see an agent's pages.
final class Agent {

    private Agent() {}

    /// The visitor's tenant, if it is an agent; else there is nothing here.
    static Tenant of(Visitor visitor) {
        if (!visitor.tenant().agent) {
            throw new NotFoundException();
        }
        return visitor.tenant();
    }

    /// An id in an address.
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }
}
