package dev.aibridge.portal.accounts;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One key as it is stored: its hash and what may be shown of it, never the key.
@Entity
@Table(schema = "accounts", name = "api_key")
public class ApiKeyRow extends PanacheEntityBase {

    /// The longest name, in characters.
    public static final int MAX_NAME = 200;

    @Id public UUID id;

    @Column(name = "tenant_id", updatable = false)
    public UUID tenantId;

    public String name;

    @Column(updatable = false)
    public byte[] hash;

    @Column(updatable = false)
    public String prefix;

    @Column(name = "last_four", updatable = false)
    public String lastFour;

    public boolean disabled;

    @Column(name = "expires_at")
    public @Nullable Instant expiresAt;

    /// Requests a minute.
    public int rpm;

    @Column(name = "allowed_models", columnDefinition = "text[]")
    public String @Nullable [] allowedModels;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "created_by", updatable = false)
    public @Nullable UUID createdBy;

    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate, or who makes one, fills it.
    public ApiKeyRow() {}

    /// A tenant's keys that are not deleted, newest first.
    public static List<ApiKeyRow> of(Tenant tenant) {
        return list("tenantId = ?1 and deletedAt is null order by createdAt desc, id", tenant.id);
    }

    /// A tenant's own key; another tenant's looks like an unknown one.
    public static Optional<ApiKeyRow> of(Tenant tenant, UUID id) {
        return find("tenantId = ?1 and id = ?2 and deletedAt is null", tenant.id, id)
                .firstResultOptional();
    }

    /// What may be shown: `ab-7Kq2x…x3Fd`.
    public String shown() {
        return prefix + "…" + lastFour;
    }
}
