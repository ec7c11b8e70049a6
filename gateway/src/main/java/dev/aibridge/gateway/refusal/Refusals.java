package dev.aibridge.gateway.refusal;

import dev.aibridge.gateway.refusal.Refusal.Retry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All refusals the gateway knows, one method each. The codes are a contract with clients.
public final class Refusals {

    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final String SERVER_ERROR = "server_error";
    private static final String UNAVAILABLE = "service_unavailable_error";
    private static final Retry NEVER = new Retry.Never();
    private static final Retry UNSAID = new Retry.Unsaid();

    private Refusals() {}

    private static Refusal never(
            int status, String type, String code, String message, @Nullable String param) {
        return new Refusal(status, type, code, message, param, NEVER);
    }

    private static Refusal invalid(String code, String message, @Nullable String param) {
        return never(400, INVALID_REQUEST, code, message, param);
    }

    /// 400: the body is no JSON, or not of the shape we accept at all.
    ///
    /// @param why where and what, without the body's text
    public static Refusal invalidJson(String why) {
        return invalid("invalid_json", "The request body is not valid JSON: " + why + ".", null);
    }

    /// 400: what came is no HTTP request.
    public static Refusal malformedHttp() {
        return invalid("malformed_http", "The request is not valid HTTP/1.1.", null);
    }

    /// 400: a field that must be there is not.
    public static Refusal missingParameter(String param) {
        String message = "Missing required parameter: '" + param + "'.";
        return invalid("missing_required_parameter", message, param);
    }

    /// 400: a field has the wrong type.
    ///
    /// @param expected what it should be, with its article: "a string"
    public static Refusal invalidType(String param, String expected) {
        String message = "Invalid type for '" + param + "': expected " + expected + ".";
        return invalid("invalid_type", message, param);
    }

    /// 400: a field has a value that can't be.
    public static Refusal invalidValue(String param, String why) {
        return invalid("invalid_value", "Invalid value for '" + param + "': " + why + ".", param);
    }

    /// 400: a field or value that the vendor may know and this gateway does not offer.
    public static Refusal unsupportedValue(String param, String why) {
        return invalid("unsupported_value", "'" + param + "' is not offered: " + why + ".", param);
    }

    /// 401: the same for every way a key can be wrong.
    public static Refusal invalidApiKey() {
        String message = "Incorrect API key provided. Send 'Authorization: Bearer ab-…'.";
        return never(401, INVALID_REQUEST, "invalid_api_key", message, null);
    }

    /// 400: two different keys of our shape.
    public static Refusal conflictingKeys() {
        return invalid("conflicting_keys", "Two different API keys were sent; send one.", null);
    }

    /// 402: no money.
    ///
    /// @param source `wallet` or `suspended`
    public static Refusal insufficientBalance(String source) {
        String message =
                source.equals("suspended")
                        ? "This account is suspended. Please contact support."
                        : "The balance does not cover this request. Please top up.";
        return never(402, "insufficient_quota", "insufficient_balance", message, source);
    }

    /// 403: the key's or tenant's allowlist does not name the model.
    public static Refusal modelNotAllowed(String model) {
        String message = "This API key may not use model: " + model + ".";
        return never(403, INVALID_REQUEST, "model_not_allowed", message, "model");
    }

    /// 404: no such model.
    public static Refusal modelNotFound(String model) {
        String message = "This model does not exist or is not offered, model: " + model + ".";
        return never(404, INVALID_REQUEST, "model_not_found", message, "model");
    }

    /// 404: a model that another route serves.
    public static Refusal modelElsewhere(String model, String route) {
        String message = "The model '" + model + "' is not served here; use " + route + ".";
        return never(404, INVALID_REQUEST, "model_not_found", message, "model");
    }

    /// 404: no route knows this path.
    public static Refusal unknownUrl() {
        return never(404, INVALID_REQUEST, "unknown_url", "No such route.", null);
    }

    /// 405: the path is known, the method is not.
    public static Refusal methodNotAllowed() {
        String message = "This route does not take that HTTP method.";
        return never(405, INVALID_REQUEST, "method_not_allowed", message, null);
    }

    /// 408: the body came too slowly.
    public static Refusal requestTimeout() {
        String message = "The request body did not arrive in time.";
        return new Refusal(408, INVALID_REQUEST, "request_timeout", message, null, UNSAID);
    }

    /// 413: the body is too large.
    public static Refusal requestTooLarge(long maxBytes) {
        String message = "The request body is larger than " + maxBytes + " bytes.";
        return never(413, INVALID_REQUEST, "request_too_large", message, null);
    }

    /// 414: the request line is too long.
    public static Refusal uriTooLong() {
        return never(414, INVALID_REQUEST, "uri_too_long", "The URL is too long.", null);
    }

    /// 415: a body that is not JSON, or compressed.
    public static Refusal unsupportedMediaType(String message) {
        return never(415, INVALID_REQUEST, "unsupported_media_type", message, null);
    }

    /// 431: the headers are too large.
    public static Refusal headersTooLarge() {
        String message = "The request headers are too large.";
        return never(431, INVALID_REQUEST, "headers_too_large", message, null);
    }

    /// 426: a WebSocket, where only HTTP is spoken.
    public static Refusal upgradeRequired() {
        String message = "This route does not take a WebSocket; send the request by HTTP POST.";
        return never(426, INVALID_REQUEST, "websocket_not_supported", message, null);
    }

    /// 429: requests per minute.
    public static Refusal rateLimited(int rpm, Duration wait) {
        String message = "Rate limit exceeded: " + rpm + " RPM.";
        return new Refusal(
                429, "requests", "rate_limit_exceeded", message, null, new Retry.After(wait));
    }

    /// 429: the money is there, but held by other requests.
    public static Refusal walletBusy() {
        String message = "The balance is held by requests that are running; try again shortly.";
        Retry retry = new Retry.After(Duration.ofSeconds(1));
        return new Refusal(429, "requests", "wallet_busy", message, null, retry);
    }

    /// 429: a spend cap of the key or its tenant is used up.
    ///
    /// @param wait until its window ends; empty for a cap without end
    public static Refusal tokenQuotaExceeded(Optional<Duration> wait) {
        String message = "A spending cap of this API key or account is reached.";
        Retry retry = wait.<Retry>map(Retry.After::new).orElse(NEVER);
        return new Refusal(429, "insufficient_quota", "token_quota_exceeded", message, null, retry);
    }

    /// 500: our bug. Never with details.
    public static Refusal internalError() {
        String message = "Something went wrong on our side.";
        return new Refusal(500, SERVER_ERROR, "internal_error", message, null, UNSAID);
    }

    /// 502: the vendor answered badly or not at all.
    public static Refusal upstreamError() {
        String message = "The model's provider did not give a usable answer.";
        return new Refusal(502, SERVER_ERROR, "upstream_error", message, null, UNSAID);
    }

    /// 503: something we need is away.
    public static Refusal dependencyUnavailable(String message, Duration wait) {
        Retry retry = new Retry.After(wait);
        return new Refusal(503, UNAVAILABLE, "dependency_unavailable", message, null, retry);
    }

    /// 503: more is going on in this process than it takes.
    public static Refusal overloaded() {
        return dependencyUnavailable("The gateway is full; try again.", Duration.ofSeconds(1));
    }

    /// 503: the process ends.
    public static Refusal shuttingDown() {
        return dependencyUnavailable("The gateway is restarting.", Duration.ofSeconds(1));
    }

    /// 504: the vendor was too slow.
    public static Refusal upstreamTimeout() {
        String message = "The model's provider did not answer in time.";
        return new Refusal(504, SERVER_ERROR, "upstream_timeout", message, null, UNSAID);
    }

    /// The vendor's own refusal of the request, in its words.
    ///
    /// @param status the vendor's status: 400, 413 or 422
    public static Refusal byVendor(
            int status, String type, String code, String message, @Nullable String param) {
        return never(status, type, code, message, param);
    }
}
