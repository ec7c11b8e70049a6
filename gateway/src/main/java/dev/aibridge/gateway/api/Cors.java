package dev.aibridge.gateway.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// Browsers may call from any page: there are no cookies here, only keys that the page itself
/// holds.
final class Cors {

    private static final String ANY = "*";
    private static final String OURS =
            "x-request-id, request-id, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after,"
                    + " retry-after-ms, x-should-retry, x-aibridge-model, x-aibridge-provider,"
                    + " x-aibridge-attempts, x-aibridge-dropped, x-aibridge-cost, x-aibridge-balance";
    private static final String ONE_DAY_SECONDS = "86400";

    private Cors() {}

    /// Lets the page that asks read the answer.
    static void expose(HttpServerRequest request) {
        if (request.getHeader(HttpHeaders.ORIGIN) != null) {
            request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
            request.response().putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, OURS);
        }
    }

    /// Answers what a browser asks before it sends.
    static void preflight(HttpServerRequest request) {
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        request.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, OPTIONS")
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        headers == null ? "authorization, content-type" : headers)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY_SECONDS)
                .end();
    }
}
