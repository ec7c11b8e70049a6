package dev.aibridge.portal.tenants;

import dev.aibridge.portal.accounts.ApiKeyRow;
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

/// Changes tenants and keys, each with its line in the audit log. Gateways hear of it from the
/// database.
@ApplicationScoped
@Transactional
class Changes {

    /// Suspends a tenant; the same again changes nothing.
    ///
    /// @return whether it is suspended for that reason now, not because of what somebody else did
    boolean suspend(Person admin, UUID id, String reason) {
        Tenant tenant = lock(id);
        if (tenant.status != Tenant.Status.ACTIVE) {
            return tenant.suspended() && reason.equals(tenant.suspendedReason);
        }
        tenant.status = Tenant.Status.SUSPENDED;
        tenant.suspendedReason = reason;
        note(admin, "tenant.suspend", tenant, reason, "active", "suspended");
        return true;
    }

    /// Lets a suspended tenant go on; the same again changes nothing.
    ///
    /// @return whether it is active now
    boolean resume(Person admin, UUID id, String reason) {
        Tenant tenant = lock(id);
        if (!tenant.suspended()) {
            return tenant.status == Tenant.Status.ACTIVE;
        }
        tenant.status = Tenant.Status.ACTIVE;
        tenant.suspendedReason = null;
        note(admin, "tenant.resume", tenant, reason, "suspended", "active");
        return true;
    }

    private static void note(
            Person admin,
            String action,
            Tenant tenant,
            String reason,
            String before,
            String after) {
        JsonObject detail = change(JsonObject.of("status", before), JsonObject.of("status", after));
        new AuditEntry(admin, action, tenant.name, detail.encode())
                .about(tenant)
                .because(reason)
                .persist();
    }

    /// Puts a tenant into a group; the same again changes nothing.
    void group(Person admin, UUID id, String group, String reason) {
        Tenant tenant = lock(id);
        if (tenant.priceGroup.equals(group)) {
            return;
        }
        JsonObject detail =
                change(JsonObject.of("group", tenant.priceGroup), JsonObject.of("group", group));
        tenant.priceGroup = group;
        new AuditEntry(admin, "tenant.group", tenant.name, detail.encode())
                .about(tenant)
                .because(reason)
                .persist();
    }

    /// Sets what a tenant may do.
    ///
    /// @param seen what its limits were when the form was made
    /// @return whether they still were
    boolean limit(Person admin, UUID id, String seen, Limits wanted, String reason) {
        Tenant tenant = lock(id);
        Limits before = Limits.of(tenant);
        if (before.equals(wanted)) {
            return true;
        }
        if (!before.json().encode().equals(seen)) {
            return false;
        }
        tenant.rpm = wanted.rpm();
        tenant.allowedModels = wanted.array();
        String detail = change(before.json(), wanted.json()).encode();
        new AuditEntry(admin, "tenant.limit", tenant.name, detail)
                .about(tenant)
                .because(reason)
                .persist();
        return true;
    }

    /// Sets what a tenant's key may do.
    ///
    /// @param seen what its limits were when the form was made
    /// @return whether they still were
    boolean limitKey(
            Person admin, Tenant tenant, UUID id, String seen, Limits wanted, String reason) {
        ApiKeyRow key = ApiKeyRow.findById(id, LockModeType.PESSIMISTIC_WRITE);
        Limits before = Limits.of(key);
        if (before.equals(wanted)) {
            return true;
        }
        if (key.deletedAt != null || !before.json().encode().equals(seen)) {
            return false;
        }
        key.disabled = wanted.disabled();
        key.rpm = Optional.ofNullable(wanted.rpm()).orElseThrow();
        key.allowedModels = wanted.array();
        String detail = change(before.json(), wanted.json()).encode();
        new AuditEntry(admin, "key.limit", key.shown(), detail)
                .about(tenant)
                .because(reason)
                .persist();
        return true;
    }

    private static JsonObject change(JsonObject before, JsonObject after) {
        return JsonObject.of("before", before, "after", after);
    }

    private static Tenant lock(UUID id) {
        return Tenant.<Tenant>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(NotFoundException::new);
    }
}
