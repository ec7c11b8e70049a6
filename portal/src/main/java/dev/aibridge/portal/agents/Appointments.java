package dev.aibridge.portal.agents;

import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Tenant;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes tenants agents, and agents' customers, each change with its line in the audit log.
@ApplicationScoped
@Transactional
class Appointments {

    /// What comes of one.
    enum Outcome {
        SET,
        /// What it should be a customer of is no agent.
        NO_AGENT,
        /// It would be below itself.
        CIRCLE
    }

    /// Whether a tenant is an agent, and whose customer it is.
    record Wish(boolean agent, @Nullable UUID agentId) {

        static Wish of(Tenant tenant) {
            return new Wish(tenant.agent, tenant.agentId);
        }

        private JsonObject json() {
            return JsonObject.of(
                    "agent", agent, "agentId", agentId == null ? null : agentId.toString());
        }
    }

    /// Sets both; the same again changes nothing.
    Outcome set(Person admin, UUID id, Wish wish, String reason) {
        Tenant tenant =
                Tenant.<Tenant>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                        .orElseThrow(NotFoundException::new);
        Wish before = Wish.of(tenant);
        if (before.equals(wish)) {
            return Outcome.SET;
        }
        UUID above = wish.agentId();
        if (above != null && !above.equals(tenant.agentId)) {
            Optional<Tenant> agent = Tenant.findByIdOptional(above);
            if (agent.filter(one -> one.agent).isEmpty()) {
                return Outcome.NO_AGENT;
            }
            if (Tree.isAtOrBelow(above, id)) {
                return Outcome.CIRCLE;
            }
        }
        tenant.agent = wish.agent();
        tenant.agentId = above;
        JsonObject detail = JsonObject.of("before", before.json(), "after", wish.json());
        new AuditEntry(admin, "tenant.appoint", tenant.name, detail.encode())
                .about(tenant)
                .because(reason)
                .persist();
        return Outcome.SET;
    }
}
