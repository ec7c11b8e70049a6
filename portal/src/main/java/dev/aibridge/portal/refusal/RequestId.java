package dev.aibridge.portal.refusal;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/// The number of a request: in its answer, on its error page and in our log.
public final class RequestId {

    /// The header that carries it.
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestId.class.getName();

    private RequestId() {}

    /// Numbers a request.
    public static void set(RoutingContext request, UUID id) {
        request.put(KEY, id.toString());
    }

    /// A request's number.
    public static String of(RoutingContext request) {
        return request.get(KEY, "-");
    }
}
