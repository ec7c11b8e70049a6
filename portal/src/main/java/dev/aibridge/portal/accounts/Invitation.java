package dev.aibridge.portal.accounts;

import com.fasterxml.uuid.Generators;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link that makes whoever opens it an agent's customer, once. The link itself is nowhere.
@Entity
@Table(schema = "accounts", name = "invitation")
public class Invitation extends PanacheEntityBase {

    /// The longest note, in characters.
    public static final int MAX_NOTE = 200;

    /// How long a link is good.
    public static final Duration LIFE = Duration.ofDays(14);

    /// What became of it.
    public enum State {
        OPEN,
        ACCEPTED,
        WITHDRAWN,
        EXPIRED
    }

    @Id public UUID id;

    @Column(name = "agent_id")
    public UUID agentId;

    @Column(name = "token_hash")
    public byte[] tokenHash;

    /// Whom it is for, in the agent's words.
    public String note;

    @Column(name = "made_by")
    public UUID madeBy;

    @Column(name = "made_at")
    public Instant madeAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "withdrawn_at")
    public @Nullable Instant withdrawnAt;

    @Column(name = "accepted_at")
    public @Nullable Instant acceptedAt;

    /// Who accepted it.
    @Column(name = "tenant_id")
    public @Nullable UUID tenantId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Invitation() {}

    /// A new one.
    ///
    /// @param tokenHash of what its link carries
    public Invitation(Tenant agent, Person by, byte[] tokenHash, String note) {
        this.id = Generators.timeBasedEpochGenerator().generate();
        this.agentId = agent.id;
        this.tokenHash = tokenHash;
        this.note = note;
        this.madeBy = by.subject;
        this.madeAt = Instant.now();
        this.expiresAt = madeAt.plus(LIFE);
    }

    /// What became of it.
    public State state() {
        if (acceptedAt != null) {
            return State.ACCEPTED;
        }
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        return expiresAt.isAfter(Instant.now()) ? State.OPEN : State.EXPIRED;
    }
}
