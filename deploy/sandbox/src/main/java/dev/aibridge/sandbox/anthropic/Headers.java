package dev.aibridge.sandbox.anthropic;

import dev.aibridge.sandbox.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The response headers of the API.
final class Headers {

    private static final int REQUESTS_PER_MINUTE = 4_000;
    private static final long INPUT_PER_MINUTE = 2_000_000;
    private static final long OUTPUT_PER_MINUTE = 400_000;

    private Headers() {}

    static String requestId(long seq) {
        byte[] source = ("anthropic:" + seq).getBytes(StandardCharsets.UTF_8);
        return "req_011C" + Digest.of(source).hex(20);
    }

    static Map<String, String> of(long seq) {
        Map<String, String> headers = new HashMap<>();
        headers.put("request-id", requestId(seq));
        return headers;
    }

    /// Of an answer of a model, with what is left of the organisation's limits.
    static Map<String, String> of(
            long seq, String organisation, Instant now, long input, long output) {
        Map<String, String> headers = of(seq);
        byte[] name = organisation.getBytes(StandardCharsets.UTF_8);
        headers.put("anthropic-organization-id", UUID.nameUUIDFromBytes(name).toString());
        String reset = now.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString();
        limit(headers, "requests", REQUESTS_PER_MINUTE, 1, reset);
        limit(headers, "input-tokens", INPUT_PER_MINUTE, input, reset);
        limit(headers, "output-tokens", OUTPUT_PER_MINUTE, output, reset);
        limit(headers, "tokens", INPUT_PER_MINUTE + OUTPUT_PER_MINUTE, input + output, reset);
        return headers;
    }

    private static void limit(
            Map<String, String> headers, String what, long limit, long used, String reset) {
        String prefix = "anthropic-ratelimit-" + what;
        headers.put(prefix + "-limit", String.valueOf(limit));
        headers.put(prefix + "-remaining", String.valueOf(Math.max(0, limit - used)));
        headers.put(prefix + "-reset", reset);
    }
}
