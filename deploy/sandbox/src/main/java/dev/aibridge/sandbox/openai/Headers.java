package dev.aibridge.sandbox.openai;

import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The response headers of each vendor.
final class Headers {

    private static final int REQUESTS_PER_MINUTE = 10_000;
    private static final long TOKENS_PER_MINUTE = 30_000_000;

    private Headers() {}

    /// @param promptTokens 0 for a refusal
    static Map<String, String> of(
            ChatVendor vendor, long seq, long processingMs, long promptTokens) {
        String id = Digest.of((vendor + ":" + seq).getBytes(StandardCharsets.UTF_8)).hex(32);
        Map<String, String> headers = new HashMap<>();
        switch (vendor) {
            case OPENAI -> {
                headers.put("x-request-id", "req_" + id);
                headers.put("openai-processing-ms", String.valueOf(processingMs));
                headers.put("openai-version", "2020-10-01");
                headers.put("openai-organization", "sandbox");
                limits(headers, promptTokens);
            }
            case DEEPSEEK -> headers.put("x-ds-trace-id", id);
            case QWEN -> headers.put("x-request-id", id);
            case MOONSHOT -> headers.put("msh-request-id", id);
        }
        return headers;
    }

    private static void limits(Map<String, String> headers, long promptTokens) {
        if (promptTokens > 0) {
            headers.put("x-ratelimit-limit-requests", String.valueOf(REQUESTS_PER_MINUTE));
            headers.put("x-ratelimit-remaining-requests", String.valueOf(REQUESTS_PER_MINUTE - 1));
            headers.put("x-ratelimit-reset-requests", "6ms");
            headers.put("x-ratelimit-limit-tokens", String.valueOf(TOKENS_PER_MINUTE));
            headers.put(
                    "x-ratelimit-remaining-tokens",
                    String.valueOf(Math.max(0, TOKENS_PER_MINUTE - promptTokens)));
            headers.put("x-ratelimit-reset-tokens", "0s");
        }
    }
}
