package dev.aibridge.billing.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.idempotency.Calls;
import dev.aibridge.billing.idempotency.Calls.Call;
import dev.aibridge.billing.idempotency.Claim;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status.Family;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Runs a changing call once, however often it is sent: the second time it gets the first one's
/// answer. What was refused, or failed, changed nothing that counts and may be tried again under
/// its key.
@Singleton
final class Once {

    private static final Logger LOG = Logger.getLogger(Once.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String CLAIMED = Once.class.getName();

    /// Stripe's own events have ids.
    static final String ROUTES = "/v1/";

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");
    private static final MediaType PROBLEM = MediaType.valueOf(Problem.TYPE).withCharset("UTF-8");

    private record Claimed(Call call, UUID claim) {}

    private final Calls calls;
    private final Caller caller;
    private final IdempotencyKey key;
    private final ObjectMapper json;

    Once(Calls calls, Caller caller, IdempotencyKey key, ObjectMapper json) {
        this.calls = calls;
        this.caller = caller;
        this.key = key;
        this.json = json;
    }

    /// Claims the call, or answers it.
    @ServerRequestFilter
    Optional<Response> before(ContainerRequestContext request) throws SQLException {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (SAFE.contains(request.getMethod()) || !path.startsWith(ROUTES) || !caller.isKnown()) {
            return Optional.empty();
        }
        Call call = new Call(caller.id(), request.getMethod() + " " + path, key.text());
        return switch (calls.claim(call, fingerprint(request))) {
            case Claim.Ours(UUID claim) -> {
                request.setProperty(CLAIMED, new Claimed(call, claim));
                yield Optional.empty();
            }
            case Claim.Answered(int status, var body) -> Optional.of(again(status, body));
            case Claim.OtherCall _ -> throw IdempotencyKey.reused();
            case Claim.Running _ ->
                    throw new Refused(
                            Problem.conflict(
                                    "idempotency_key_in_use",
                                    "The first call with this `Idempotency-Key` is running."),
                            SOON);
        };
    }

    private static Response again(int status, @Nullable String body) {
        return body == null
                ? Response.status(status).build()
                : Response.status(status).type(status < 400 ? JSON : PROBLEM).entity(body).build();
    }

    /// A body that ends too early or is too large is the client's fault.
    private static byte[] body(ContainerRequestContext request) {
        try {
            return request.getEntityStream().readAllBytes();
        } catch (IOException e) {
            throw new BadRequestException(e);
        }
    }

    private static byte[] fingerprint(ContainerRequestContext request) {
        byte[] body = body(request);
        request.setEntityStream(new ByteArrayInputStream(body));
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((query + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Keeps the answer. It is given also when it can't be kept: what was booked is booked.
    @ServerResponseFilter
    void after(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo route) {
        if (!(request.getProperty(CLAIMED) instanceof Claimed(Call call, UUID claim))) {
            return;
        }
        try {
            if (response.getStatusInfo().getFamily() != Family.SUCCESSFUL) {
                calls.release(call, claim);
            } else if (isShownOnce(route)) {
                String made = json.writeValueAsString(Problem.SHOWN_ONCE);
                calls.answer(call, claim, Problem.SHOWN_ONCE.status(), made);
            } else {
                Object entity = response.getEntity();
                String body = entity == null ? null : json.writeValueAsString(entity);
                calls.answer(call, claim, response.getStatus(), body);
            }
        } catch (SQLException | JsonProcessingException e) {
            LOG.warnf(e, "the answer of %s is not kept", call.route());
        }
    }

    private static boolean isShownOnce(ResourceInfo route) {
        return route.getResourceMethod().isAnnotationPresent(ShownOnce.class);
    }
}
