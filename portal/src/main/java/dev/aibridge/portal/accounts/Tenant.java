package dev.aibridge.portal.accounts;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who owns a wallet and keys; people are its members.
@Entity
@Table(schema = "accounts", name = "tenant")
public class Tenant extends PanacheEntityBase {

    /// The longest name, in characters.
    public static final int MAX_NAME = 200;

    /// What it may do.
    public enum Status {
        /// Everything.
        ACTIVE,
        /// Sign in and look; its keys are refused.
        SUSPENDED,
        /// Nothing any more.
        CLOSED
    }

    @Id public UUID id;
    public String name;
    public Status status;

    @Column(name = "suspended_reason")
    public @Nullable String suspendedReason;

    /// Requests a minute of all its keys together; none of its own when absent.
    public @Nullable Integer rpm;

    /// Catalogue ids; all models when absent.
    @Column(name = "allowed_models", columnDefinition = "text[]")
    public String @Nullable [] allowedModels;

    @Column(name = "created_at")
    public Instant createdAt;

    /// Whether it may have customers and hand tokens on to them.
    public boolean agent;

    /// Whose customer it is.
    @Column(name = "agent_id")
    public @Nullable UUID agentId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Tenant() {}

    /// A new, active one.
    public Tenant(UUID id, String name) {
        this.id = id;
        this.name = name;
        this.status = Status.ACTIVE;
        this.createdAt = Instant.now();
    }

    /// What those tenants are called.
    public static Map<UUID, String> names(Stream<@Nullable UUID> ids) {
        List<UUID> some = ids.filter(Objects::nonNull).distinct().toList();
        return Tenant.<Tenant>list("id in ?1", some).stream()
                .collect(Collectors.toMap(tenant -> tenant.id, tenant -> tenant.name));
    }

    /// What its agent is called, if it has one.
    public Optional<String> agentName() {
        return Optional.ofNullable(agentId)
                .flatMap(id -> Tenant.<Tenant>findByIdOptional(id))
                .map(agent -> agent.name);
    }

    /// Whether its keys are refused for now.
    public boolean suspended() {
        return status == Status.SUSPENDED;
    }
}
