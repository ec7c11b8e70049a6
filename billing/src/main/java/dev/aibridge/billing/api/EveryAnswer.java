package dev.aibridge.billing.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// What every answer carries: the request's id, and that nobody keeps a copy.
///
/// Too large a body is refused here, because the server itself does it without saying why.
@Singleton
final class EveryAnswer {

    private static final String REQUEST_ID = "x-request-id";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /// Before everything else, so that refusals carry it too.
    private static final int FIRST = Integer.MAX_VALUE;

    private static final Problem TOO_LARGE =
            Problem.of(
                    Status.REQUEST_ENTITY_TOO_LARGE,
                    "request_entity_too_large",
                    "The body is larger than any that is expected here.");

    private final ObjectMapper json;
    private final long longestBody;

    EveryAnswer(
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
        this.json = json;
        this.longestBody = longestBody.asLongValue();
    }

    void install(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext call) {
        String id = idOf(call.request().getHeader(REQUEST_ID));
        call.response()
                .putHeader(REQUEST_ID, id)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("x-content-type-options", "nosniff");
        if (lengthOf(call.request().getHeader(HttpHeaders.CONTENT_LENGTH)) > longestBody) {
            refuse(call);
        } else {
            call.next();
        }
    }

    /// What is on its way is not read: the connection ends.
    private void refuse(RoutingContext call) {
        try {
            call.response()
                    .setStatusCode(TOO_LARGE.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.TYPE)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(json.writeValueAsString(TOO_LARGE))
                    .onComplete(_ -> call.request().connection().close());
        } catch (JsonProcessingException e) {
            call.fail(e);
        }
    }

    /// The server has refused what is no number.
    private static long lengthOf(@Nullable String given) {
        return given == null ? 0 : Long.parseLong(given);
    }

    private static String idOf(@Nullable String given) {
        return given != null && ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }
}
