package dev.aibridge.portal.signin;

import dev.aibridge.portal.accounts.Arrival;
import dev.aibridge.portal.accounts.Claims;
import dev.aibridge.portal.accounts.Homes;
import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.refusal.ErrorPage;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Meets everybody at the door: finds out who it is and where they belong, before any page is made.
@Singleton
public class Welcome {

    private static final Logger LOG = Logger.getLogger(Welcome.class);

    private final CurrentIdentityAssociation identity;
    private final Homes homes;
    private final Visitor visitor;
    private final ErrorPage errors;

    Welcome(CurrentIdentityAssociation identity, Homes homes, Visitor visitor, ErrorPage errors) {
        this.identity = identity;
        this.homes = homes;
        this.visitor = visitor;
        this.errors = errors;
    }

    /// Public pages are for everybody, and greet those they know; the others are for those who
    /// arrive.
    @ServerRequestFilter
    @Priority(Priorities.AUTHORIZATION)
    public Optional<Response> meet(ResourceInfo page) {
        if (isPublic(page)) {
            if (visitor.hasSession()) {
                greet();
            }
            return Optional.empty();
        }
        SecurityIdentity who = identity.getIdentity();
        Claims claims = claims((JsonWebToken) who.getPrincipal());
        visitor.signIn(claims, who.getRoles(), since((JsonWebToken) who.getPrincipal()));
        return refusal(homes.arrive(claims));
    }

    private Optional<Response> refusal(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Home home -> {
                visitor.enter(home);
                yield Optional.empty();
            }
            case Arrival.SignUpClosed() -> Optional.of(errors.signUpClosed());
            case Arrival.EmailUnverified() -> Optional.of(errors.unverified());
            case Arrival.TenantClosed() -> Optional.of(errors.tenantClosed());
        };
    }

    private void greet() {
        try {
            SecurityIdentity who = identity.getDeferredIdentity().await().indefinitely();
            if (who.getPrincipal() instanceof JsonWebToken token) {
                Claims claims = claims(token);
                homes.find(claims)
                        .filter(home -> home.tenant().status != Tenant.Status.CLOSED)
                        .ifPresent(
                                home -> {
                                    visitor.signIn(claims, who.getRoles(), since(token));
                                    visitor.enter(home);
                                });
            }
        } catch (SecurityException | OIDCException e) {
            LOG.debugf("an old session on a public page: %s", e.getMessage());
        }
    }

    private static boolean isPublic(@Nullable ResourceInfo page) {
        return page == null
                || page.getResourceMethod().isAnnotationPresent(PermitAll.class)
                || page.getResourceClass().isAnnotationPresent(PermitAll.class);
    }

    private static Claims claims(JsonWebToken token) {
        String email = text(token, "email", "");
        String name = text(token, "name", email).strip();
        return new Claims(
                UUID.fromString(token.getSubject()),
                email,
                Boolean.parseBoolean(text(token, "email_verified", "false")),
                shortened(name.isEmpty() ? token.getSubject() : name),
                Language.suiting(Locale.forLanguageTag(text(token, "locale", "en"))));
    }

    /// A refreshed token tells it, too. One that does not is as old as can be.
    private static Instant since(JsonWebToken token) {
        return Instant.ofEpochSecond(Long.parseLong(text(token, "auth_time", "0")));
    }

    private static String text(JsonWebToken token, String claim, String other) {
        Object value = token.getClaim(claim);
        return value == null ? other : value.toString();
    }

    private static String shortened(String name) {
        int most = Math.min(Tenant.MAX_NAME, name.codePointCount(0, name.length()));
        return name.substring(0, name.offsetByCodePoints(0, most));
    }
}
