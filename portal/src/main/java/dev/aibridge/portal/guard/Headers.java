package dev.aibridge.portal.guard;

import com.fasterxml.uuid.Generators;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.refusal.RequestId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of every answer: a browser may load, run and send only what is ours.
@ApplicationScoped
public class Headers {

    private static final int BEFORE_ALL = 1000;

    private final Map<String, String> always = new LinkedHashMap<>();

    Headers(PortalConfig config) {
        always.put("Content-Security-Policy", policy(config));
        always.put("X-Content-Type-Options", "nosniff");
        always.put("Referrer-Policy", "same-origin");
        always.put(
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");
        always.put("Cross-Origin-Opener-Policy", "same-origin");
        always.put("Cross-Origin-Resource-Policy", "same-origin");
        if (config.secure()) {
            always.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    private static String policy(PortalConfig config) {
        String identity = config.identityUrl().resolve("/").toString();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                + identity.substring(0, identity.length() - 1)
                + " "
                + String.join(" ", config.checkoutOrigins());
    }

    void install(@Observes Filters filters) {
        filters.register(this::add, BEFORE_ALL);
    }

    private void add(RoutingContext request) {
        RequestId.set(request, Generators.timeBasedEpochGenerator().generate());
        MultiMap headers = request.response().headers();
        headers.addAll(always);
        headers.set(RequestId.HEADER, RequestId.of(request));
        request.addHeadersEndHandler(
                end -> {
                    // Pages hold what is somebody's own; files say themselves how long they live.
                    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
                    }
                });
        request.next();
    }
}
