package dev.aibridge.portal.guard;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.refusal.ErrorPage;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Lets no change through that a page of ours did not ask for: it must come from this origin and
/// carry a form token. Runs after it is known who sends it.
@ApplicationScoped
public class FormGuard {

    private final String origin;
    private final FormToken token;
    private final Visitor visitor;
    private final ErrorPage errors;

    FormGuard(PortalConfig config, FormToken token, Visitor visitor, ErrorPage errors) {
        this.origin = config.url().getScheme() + "://" + config.url().getAuthority();
        this.token = token;
        this.visitor = visitor;
        this.errors = errors;
    }

    /// Refuses a change without origin or token.
    @ServerRequestFilter
    @WithFormRead
    @Priority(Priorities.USER)
    public Optional<Response> check(ResteasyReactiveContainerRequestContext request) {
        return switch (request.getMethod()) {
            case HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS -> Optional.empty();
            default ->
                    fromHere(request) && carriesToken(request)
                            ? Optional.empty()
                            : Optional.of(errors.foreignForm());
        };
    }

    private boolean fromHere(ResteasyReactiveContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        String from = request.getHeaderString("Origin");
        // Old browsers send neither on some requests; the token is checked anyway.
        return (site == null || site.equals("same-origin"))
                && (from == null || from.equals(origin));
    }

    private boolean carriesToken(ResteasyReactiveContainerRequestContext request) {
        var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        return context.getFormParameter(FormToken.FIELD, true, false) instanceof String sent
                && token.isGood(sent, visitor.subject(), Instant.now());
    }
}
