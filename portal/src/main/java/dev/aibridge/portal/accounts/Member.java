package dev.aibridge.portal.accounts;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// That a person belongs to a tenant.
@Entity
@Table(schema = "accounts", name = "member")
@IdClass(Member.Key.class)
public class Member extends PanacheEntityBase {

    /// What a member may do.
    public enum Role {
        /// Everything.
        OWNER,
        /// Everything but the tenant itself.
        MEMBER
    }

    /// What is unique of one.
    public record Key(UUID tenantId, UUID subject) {}

    @Id
    @Column(name = "tenant_id")
    public UUID tenantId;

    @Id public UUID subject;
    public Role role;

    @Column(name = "created_at")
    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Member() {}

    /// A new one.
    public Member(Tenant tenant, Person person, Role role) {
        this.tenantId = tenant.id;
        this.subject = person.subject;
        this.role = role;
        this.createdAt = Instant.now();
    }
}
