package dev.aibridge.portal.agents;

import dev.aibridge.portal.accounts.Invitation;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes invitations, and customers of those who accept them.
@ApplicationScoped
@Transactional
class Invitations {

    /// As hard to guess as a key.
    private static final int TOKEN_BYTES = 24;

    private static final int SHOWN = 50;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What comes of accepting.
    enum Acceptance {
        ACCEPTED,
        /// It was accepted by somebody else, withdrawn, or its time is over.
        OVER,
        /// They have an agent, maybe this one.
        HAS_AGENT,
        /// They are the agent, or above it.
        CIRCLE
    }

    /// Makes one; answers what its link carries, which is kept nowhere.
    String make(Tenant agent, Person by, String note) {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        new Invitation(agent, by, hash(token), note).persist();
        return token;
    }

    /// An agent's that are open or were accepted, the newest first.
    List<Invitation> of(Tenant agent) {
        return Invitation.<Invitation>find(
                        "agentId = ?1 and withdrawnAt is null order by id desc", agent.id)
                .page(0, SHOWN)
                .list();
    }

    /// The one that a link carries.
    Optional<Invitation> find(String token) {
        return Invitation.find("tokenHash", hash(token)).firstResultOptional();
    }

    /// Ends one of an agent's; the same again changes nothing.
    ///
    /// @return whether nobody accepted it before; nothing when it is not the agent's
    Optional<Boolean> withdraw(Tenant agent, UUID id) {
        return Invitation.<Invitation>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .filter(one -> one.agentId.equals(agent.id))
                .map(Invitations::withdraw);
    }

    private static boolean withdraw(Invitation invitation) {
        if (invitation.acceptedAt != null) {
            return false;
        }
        if (invitation.withdrawnAt == null) {
            invitation.withdrawnAt = Instant.now();
        }
        return true;
    }

    /// Makes a tenant the customer of whoever invited it.
    Acceptance accept(UUID invitation, UUID tenant) {
        Invitation locked = Invitation.findById(invitation, LockModeType.PESSIMISTIC_WRITE);
        Tenant customer = Tenant.findById(tenant, LockModeType.PESSIMISTIC_WRITE);
        Optional<Tenant> agent = Tenant.<Tenant>findByIdOptional(locked.agentId);
        if (locked.state() != Invitation.State.OPEN || agent.filter(one -> one.agent).isEmpty()) {
            return Acceptance.OVER;
        }
        if (customer.agentId != null) {
            return Acceptance.HAS_AGENT;
        }
        if (Tree.isAtOrBelow(locked.agentId, tenant)) {
            return Acceptance.CIRCLE;
        }
        customer.agentId = locked.agentId;
        locked.acceptedAt = Instant.now();
        locked.tenantId = tenant;
        return Acceptance.ACCEPTED;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
