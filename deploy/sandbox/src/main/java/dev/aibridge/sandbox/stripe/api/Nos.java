package dev.aibridge.sandbox.stripe.api;

import dev.aibridge.sandbox.stripe.params.Refusal;

/// Refusals that do not depend on the endpoint.
final class Nos {

    private static final int SHOWN = 4;
    private static final String HELP = " or we can help at https://support.stripe.com/.";

    private Nos() {}

    static Refusal noKey() {
        return Refusal.of(
                401,
                "You did not provide an API key. You need to provide your API key in the"
                        + " Authorization header, using Bearer auth (e.g. 'Authorization: Bearer"
                        + " YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for"
                        + " details,"
                        + HELP,
                null,
                null);
    }

    static Refusal wrongKey(String key) {
        int shown = Math.min(SHOWN, key.length() / 2);
        return Refusal.of(
                401,
                "Invalid API Key provided: "
                        + key.substring(0, shown)
                        + "*".repeat(key.length() - 2 * shown)
                        + key.substring(key.length() - shown),
                null,
                null);
    }

    static Refusal version(String version) {
        return Refusal.invalid("Invalid Stripe API version: " + version, null, null);
    }

    static Refusal unreadable() {
        return Refusal.invalid(
                "Invalid request (check that your POST content type is"
                        + " application/x-www-form-urlencoded). If you have any questions, we can"
                        + " help at https://support.stripe.com/.",
                null,
                null);
    }

    static Refusal route(String method, String path) {
        return Refusal.of(
                404,
                "Unrecognized request URL (%s: %s). Please see https://stripe.com/docs"
                                .formatted(method, path)
                        + HELP,
                null,
                null);
    }

    static Refusal tooLarge() {
        return Refusal.of(413, "The request is too large.", null, null);
    }

    static Refusal rateLimited() {
        return Refusal.of(
                429,
                "Request rate limit exceeded. You can learn more about rate limits here"
                        + " https://stripe.com/docs/rate-limits.",
                null,
                "rate_limit");
    }

    static Refusal broken(int status) {
        return new Refusal(
                status,
                "api_error",
                "An unknown error occurred. If you have any questions, we can help at"
                        + " https://support.stripe.com/.",
                null,
                null);
    }
}
