package dev.aibridge.billing.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What every answer carries: the request's id, and that nobody keeps a copy.
@Singleton
final class EveryAnswer {

    private static final String REQUEST_ID = "x-request-id";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /// Before everything else, so that refusals carry it too.
    private static final int FIRST = 10_000;

    void install(@Observes Filters filters) {
        filters.register(EveryAnswer::begin, FIRST);
    }

    private static void begin(RoutingContext call) {
        String id = idOf(call.request().getHeader(REQUEST_ID));
        call.response()
                .putHeader(REQUEST_ID, id)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("x-content-type-options", "nosniff");
        call.next();
    }

    private static String idOf(@Nullable String given) {
        return given != null && ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }
}
