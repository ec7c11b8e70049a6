package dev.aibridge.portal.accounts;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// Who changed what, and why. Append-only.
@Entity
@Immutable
@Table(schema = "audit", name = "entry")
public class AuditEntry extends PanacheEntityBase {

    /// The longest reason, in characters.
    public static final int MAX_REASON = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public Instant at;
    public UUID actor;

    @Column(name = "actor_name")
    public String actorName;

    /// Noun and verb: `tenant.suspend`.
    public String action;

    @Column(name = "tenant_id")
    public @Nullable UUID tenantId;

    public String target;
    public @Nullable String reason;

    /// What was before and after, in JSON; never a secret.
    @JdbcTypeCode(SqlTypes.JSON)
    public String detail;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected AuditEntry() {}

    /// A new line of the log, to be persisted in the transaction that makes the change.
    ///
    /// @param action noun and verb: `tenant.suspend`
    /// @param target what was changed, at most 200 characters
    /// @param detail before and after, in JSON
    public AuditEntry(Person actor, String action, String target, String detail) {
        this.at = Instant.now();
        this.actor = actor.subject;
        this.actorName = actor.name;
        this.action = action;
        this.target = target;
        this.detail = detail;
    }

    /// The same line, about a tenant.
    public AuditEntry about(Tenant tenant) {
        this.tenantId = tenant.id;
        return this;
    }

    /// The same line, with the reason that was typed.
    public AuditEntry because(String why) {
        this.reason = why;
        return this;
    }
}
