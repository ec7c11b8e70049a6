package dev.aibridge.billing.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.aibridge.billing.stripe.StripeAway;
import dev.aibridge.common.database.Outage;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers every refusal and every failure as a problem that tells nothing of our insides.
@Singleton
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final Duration SOON = Duration.ofSeconds(1);

    @ServerExceptionMapper
    Response refused(Refused refused) {
        ResponseBuilder answer = answer(refused.problem());
        Duration retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds());
        }
        return answer.build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unknownCaller(SecurityException failure) {
        if (isKeycloakAway(failure)) {
            return keycloakAway();
        }
        return answer(
                        Problem.of(
                                Status.UNAUTHORIZED,
                                "unauthorized",
                                "This needs a valid access token for billing."))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return answer(Problem.of(Status.FORBIDDEN, "forbidden", "This needs another role."))
                .build();
    }

    @ServerExceptionMapper
    Response oidc(OIDCException failure) {
        LOG.warnf("tokens can't be verified: %s", failure);
        return keycloakAway();
    }

    /// Both by name, because Quarkus has a mapper of its own for the second.
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Response unreadable(JacksonException failure) {
        return answer(Problem.invalid(Json.complaint(failure))).build();
    }

    /// What Quarkus itself refuses: unknown paths, wrong methods and media types, broken bodies.
    @ServerExceptionMapper
    Response refusedByQuarkus(WebApplicationException refusal) {
        if (refusal.getCause() instanceof JacksonException json) {
            return unreadable(json);
        }
        int status = refusal.getResponse().getStatus();
        if (status >= 500) {
            return failed(refusal);
        }
        Status known = Status.fromStatusCode(status);
        Problem problem =
                known == Status.NOT_FOUND
                        ? Problem.NOT_FOUND
                        : Problem.of(
                                refusal.getResponse().getStatusInfo(),
                                code(known),
                                "The request can't be served as it was sent.");
        ResponseBuilder answer = answer(problem);
        String allowed = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allowed == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allowed).build();
    }

    /// The database, or the records that wrap what it says, is away, busy or slow: nothing has
    /// changed.
    @ServerExceptionMapper({
        SQLException.class,
        PersistenceException.class,
        QuarkusTransactionException.class
    })
    Response database(Exception failure) {
        if (!Outage.is(failure)) {
            return failed(failure);
        }
        LOG.warnf("the database did not answer: %s", failure);
        return answer(
                        Problem.unavailable(
                                "busy", "Billing is busy. Nothing has changed; try again."))
                .header(HttpHeaders.RETRY_AFTER, SOON.toSeconds())
                .build();
    }

    @ServerExceptionMapper
    Response stripe(StripeAway failure) {
        LOG.warnf("Stripe did not answer: %s", failure);
        return answer(
                        Problem.unavailable(
                                "payment_provider_unavailable",
                                "Stripe does not answer at the moment. Nothing is lost; try"
                                        + " again."))
                .header(HttpHeaders.RETRY_AFTER, SOON.toSeconds())
                .build();
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        LOG.errorf(failure, "a call failed");
        return answer(
                        Problem.of(
                                Status.INTERNAL_SERVER_ERROR,
                                "internal_error",
                                "Something went wrong on our side. Tell us the request id."))
                .build();
    }

    private static Response keycloakAway() {
        return answer(
                        Problem.unavailable(
                                "sign_in_unavailable",
                                "Access tokens can't be verified at the moment. Try again."))
                .header(HttpHeaders.RETRY_AFTER, SOON.toSeconds())
                .build();
    }

    private static boolean isKeycloakAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OIDCException) {
                return true;
            }
        }
        return false;
    }

    private static String code(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.TYPE).entity(problem);
    }
}
