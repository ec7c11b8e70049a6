package dev.aibridge.billing.api;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who calls, as the token says.
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    /// The bearer of that token.
    public Caller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /// Their id at Keycloak; a token of something that isn't a person has none.
    public Optional<UUID> subject() {
        return Ids.parse(token.getSubject());
    }

    /// Whether they showed a token.
    boolean isKnown() {
        return !identity.isAnonymous();
    }

    /// What tells them from everybody else.
    String id() {
        return Objects.requireNonNullElse(token.getSubject(), identity.getPrincipal().getName());
    }

    /// What to call them; their id when the token has no name.
    public String name() {
        String name = text(Claims.preferred_username);
        return name == null ? String.valueOf(token.getSubject()) : name;
    }

    /// Their e-mail address.
    public Optional<String> email() {
        return Optional.ofNullable(text(Claims.email));
    }

    /// Whether Keycloak has seen that the address is theirs.
    public boolean isEmailVerified() {
        return Boolean.TRUE.equals(token.getClaim(Claims.email_verified.name()));
    }

    /// Whether they may see every tenant.
    public boolean isAdmin() {
        return identity.hasRole(Roles.ADMIN);
    }

    private @Nullable String text(Claims claim) {
        return token.getClaim(claim.name()) instanceof String text ? text : null;
    }
}
