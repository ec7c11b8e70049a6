package dev.aibridge.portal.keys;

import com.fasterxml.uuid.Generators;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.visitor.Visitor;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/// Makes and changes keys of the visitor's tenant. Every change and its line in the audit log are
/// one transaction; the database tells the gateways, which obey within a second.
@ApplicationScoped
@Transactional
class KeyChanges {

    private final KeyHash hash;
    private final int most;
    private final Visitor visitor;

    KeyChanges(PortalConfig config, Visitor visitor) {
        this.hash = new KeyHash(config.keyPepper());
        this.most = config.keys().most();
        this.visitor = visitor;
    }

    /// Makes a key. Two tabs that send the same form, or the last one that is left, come one after
    /// the other.
    Creation create(Wish wish) {
        UUID own = visitor.tenant().id;
        Tenant tenant =
                Objects.requireNonNull(
                        Tenant.<Tenant>findById(own, LockModeType.PESSIMISTIC_WRITE));
        // Of the tenant's own name space: nobody can name, or find, another tenant's key.
        UUID id = Generators.nameBasedGenerator(own).generate(wish.request().toString());
        ApiKeyRow before = ApiKeyRow.findById(id);
        if (before != null) {
            return new Creation.MadeBefore(before);
        }
        if (tenant.suspended()) {
            return new Creation.Suspended();
        }
        if (ApiKeyRow.count("tenantId = ?1 and deletedAt is null", own) >= most) {
            return new Creation.TooMany();
        }
        ApiKey secret = ApiKey.generate();
        ApiKeyRow row = row(id, wish, secret);
        row.persist();
        note("key.create", row, new JsonObject().put("rpm", row.rpm).put("models", wish.models()));
        return new Creation.Made(row, secret);
    }

    private ApiKeyRow row(UUID id, Wish wish, ApiKey secret) {
        ApiKeyRow row = new ApiKeyRow();
        row.id = id;
        row.tenantId = visitor.tenant().id;
        row.name = wish.name();
        row.hash = hash.of(secret.secret());
        row.prefix = secret.displayPrefix();
        row.lastFour = secret.lastFour();
        row.expiresAt = wish.expiresAt();
        row.rpm = wish.rpm();
        row.allowedModels = wish.models().isEmpty() ? null : wish.models().toArray(String[]::new);
        row.createdAt = Instant.now();
        row.createdBy = visitor.person().subject;
        return row;
    }

    /// Calls it something else.
    void rename(ApiKeyRow of, String name) {
        ApiKeyRow row = managed(of);
        if (!row.name.equals(name)) {
            note("key.rename", row, new JsonObject().put("before", row.name).put("after", name));
            row.name = name;
        }
    }

    /// Refuses its calls, or takes them again.
    void disable(ApiKeyRow of, boolean disabled) {
        ApiKeyRow row = managed(of);
        if (row.disabled != disabled && row.deletedAt == null) {
            row.disabled = disabled;
            note(disabled ? "key.disable" : "key.enable", row, new JsonObject());
        }
    }

    /// Refuses its calls for ever. The row stays, so that past usage keeps its name.
    void delete(ApiKeyRow of) {
        ApiKeyRow row = managed(of);
        if (row.deletedAt == null) {
            row.disabled = true;
            row.deletedAt = Instant.now();
            note("key.delete", row, new JsonObject());
        }
    }

    private static ApiKeyRow managed(ApiKeyRow row) {
        return Objects.requireNonNull(
                ApiKeyRow.<ApiKeyRow>findById(row.id, LockModeType.PESSIMISTIC_WRITE));
    }

    private void note(String action, ApiKeyRow row, JsonObject detail) {
        Person actor = visitor.person();
        String all = detail.put("name", row.name).put("key", row.shown()).encode();
        new AuditEntry(actor, action, row.id.toString(), all).about(visitor.tenant()).persist();
    }
}
