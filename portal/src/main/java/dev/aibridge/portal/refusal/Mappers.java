package dev.aibridge.portal.refusal;

import dev.aibridge.common.database.Outage;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever a page throws into a page that says so.
@Singleton
public class Mappers {

    private static final Logger LOG = Logger.getLogger(Mappers.class);

    private final ErrorPage errors;
    private final Visitor visitor;

    Mappers(ErrorPage errors, Visitor visitor) {
        this.errors = errors;
        this.visitor = visitor;
    }

    /// A status that a page or the framework chose.
    @ServerExceptionMapper
    public Response status(WebApplicationException e, RoutingContext request) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return bug(e, request);
        }
        return status < 400 ? e.getResponse() : errors.of(status);
    }

    /// Billing does not answer.
    @ServerExceptionMapper
    public Response away(BillingAway e, RoutingContext request) {
        LOG.warnf("%s: %s", RequestId.of(request), e.getMessage());
        return errors.of(503);
    }

    /// Billing says no, and the page did not expect it to.
    @ServerExceptionMapper
    public Response refused(BillingRefused e, RoutingContext request) {
        LOG.infof("%s: billing refused: %s", RequestId.of(request), e.getMessage());
        return errors.of(e.status());
    }

    /// A bug, or a database that is away or busy.
    @ServerExceptionMapper
    public Response bug(Throwable e, RoutingContext request) {
        if (Outage.is(e)) {
            LOG.warnf("%s: the database did not answer: %s", RequestId.of(request), e);
            return errors.of(503);
        }
        LOG.errorf(e, "%s %s", RequestId.of(request), request.normalizedPath());
        return errors.of(500);
    }

    /// Keycloak can't be asked.
    @ServerExceptionMapper
    public Response identityAway(OIDCException e, RoutingContext request) {
        LOG.warnf("%s: the sign-in service is away: %s", RequestId.of(request), e.getMessage());
        return errors.signInAway();
    }

    /// They may not.
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return errors.of(403);
    }

    /// They came back from Keycloak with something that does not fit: a stale tab, mostly.
    @ServerExceptionMapper
    public Response incomplete(AuthenticationCompletionException e, RoutingContext request) {
        LOG.infof("%s: sign-in not completed: %s", RequestId.of(request), e.getMessage());
        return errors.of(401);
    }

    /// Nobody is signed in.
    @ServerExceptionMapper
    public Uni<Response> anonymous(UnauthorizedException e, RoutingContext request) {
        return challenge(request);
    }

    /// Their session is over.
    @ServerExceptionMapper
    public Uni<Response> over(AuthenticationFailedException e, RoutingContext request) {
        return challenge(request);
    }

    private Uni<Response> challenge(RoutingContext request) {
        HttpMethod method = request.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return typed(request.request()).map(errors::signedOut);
        }
        if (visitor.partly()) {
            // A part of a page can't hold Keycloak's: the whole page goes there.
            return Uni.createFrom()
                    .item(() -> Response.fromResponse(errors.of(401)).header("HX-Refresh", true))
                    .map(Response.ResponseBuilder::build);
        }
        HttpAuthenticator authenticator =
                Objects.requireNonNull(request.get(HttpAuthenticator.class.getName()));
        return authenticator
                .getChallenge(request)
                .map(Mappers::answer)
                .onFailure(OIDCException.class)
                .recoverWithItem(away -> identityAway(away, request));
    }

    private static Response answer(ChallengeData challenge) {
        Response.ResponseBuilder answer = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    private static Uni<Map<String, List<String>>> typed(HttpServerRequest request) {
        request.setExpectMultipart(true);
        return Uni.createFrom()
                .emitter(
                        form -> {
                            request.exceptionHandler(form::fail);
                            request.endHandler(
                                    end -> form.complete(fields(request.formAttributes())));
                            request.resume();
                        });
    }

    private static Map<String, List<String>> fields(MultiMap form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String name : form.names()) {
            fields.put(name, form.getAll(name));
        }
        return fields;
    }
}
