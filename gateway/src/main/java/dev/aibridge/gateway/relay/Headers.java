package dev.aibridge.gateway.relay;

import dev.aibridge.common.money.Credits;
import dev.aibridge.gateway.admission.RateLimit;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/// The headers by which an answer explains itself.
final class Headers {

    private static final CharSequence MODEL = HttpHeaders.createOptimized("x-aibridge-model");
    private static final CharSequence PROVIDER = HttpHeaders.createOptimized("x-aibridge-provider");
    private static final CharSequence ATTEMPTS = HttpHeaders.createOptimized("x-aibridge-attempts");
    private static final CharSequence DROPPED = HttpHeaders.createOptimized("x-aibridge-dropped");
    private static final CharSequence COST = HttpHeaders.createOptimized("x-aibridge-cost");
    private static final CharSequence BALANCE = HttpHeaders.createOptimized("x-aibridge-balance");
    private static final CharSequence LIMIT_REQUESTS =
            HttpHeaders.createOptimized("x-ratelimit-limit-requests");
    private static final CharSequence REMAINING_REQUESTS =
            HttpHeaders.createOptimized("x-ratelimit-remaining-requests");
    private static final CharSequence ONE = HttpHeaders.createOptimized("1");

    private Headers() {}

    /// How many requests a minute are left, in our words and in OpenAI's.
    static void limit(HttpServerResponse response, RateLimit limit) {
        RateLimit.Standing standing = limit.standing();
        standing.writeTo(response.headers());
        response.putHeader(LIMIT_REQUESTS, Integer.toString(standing.limit()));
        response.putHeader(REMAINING_REQUESTS, Integer.toString(standing.remaining()));
    }

    /// Who answers, and what was taken out of the request.
    static void served(HttpServerResponse response, Visit.Routed routed) {
        response.putHeader(MODEL, routed.to().model().id());
        response.putHeader(PROVIDER, routed.to().channel().provider());
        response.putHeader(ATTEMPTS, ONE);
        List<String> dropped = routed.ask().dropped();
        if (!dropped.isEmpty()) {
            response.putHeader(DROPPED, String.join(", ", dropped));
        }
    }

    /// What it cost and what is left, in tokens.
    static void cost(HttpServerResponse response, Closing.Receipt receipt) {
        response.putHeader(COST, tokens(receipt.charge()));
        response.putHeader(BALANCE, tokens(receipt.balance()));
    }

    static String tokens(long micro) {
        return new Credits(micro).tokens().toPlainString();
    }
}
