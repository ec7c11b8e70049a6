package dev.aibridge.portal.guard;

import dev.aibridge.portal.visitor.Visitor;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Sends who signed in long ago to sign in again before what is [Fresh].
@ApplicationScoped
public class FreshGuard {

    private final Visitor visitor;

    FreshGuard(Visitor visitor) {
        this.visitor = visitor;
    }

    /// A page is asked for again afterwards; a form has to be opened again.
    @ServerRequestFilter
    @Priority(Priorities.USER)
    public Optional<Response> check(ResourceInfo route, ContainerRequestContext request) {
        if (!route.getResourceMethod().isAnnotationPresent(Fresh.class)) {
            return Optional.empty();
        }
        boolean asks = request.getMethod().equals("GET");
        return visitor.fresh(!asks)
                ? Optional.empty()
                : Optional.of(Response.seeOther(URI.create(visitor.signInAgain())).build());
    }
}
