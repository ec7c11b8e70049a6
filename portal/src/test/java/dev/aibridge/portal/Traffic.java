package dev.aibridge.portal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What billing says of a tenant that calls every day, for tests of pages that show it.
final class Traffic {

    /// A key that the traffic comes by.
    static final UUID KEY = UUID.fromString("00000000-0000-4000-8000-00000000ce11");

    static final String NONE = "{\"items\": [], \"next\": null}";
    static final String NO_USAGE =
            """
            {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "zone": "UTC",
             "step": "day", "rows": []}""";

    private static final List<String> MODELS =
            Stream.of("gpt-4o", "deepseek-chat", "qwen-max", "kimi-k2.5", "gpt-4o-mini")
                    .map(Traffic::quoted)
                    .toList();

    private Traffic() {}

    /// Lays down nothing: a newcomer.
    static void none() {
        TestServers.billing().answer("GET /v1/tenants/{t}/usage", 200, NO_USAGE);
        TestServers.billing().answer("GET /v1/tenants/{t}/requests", 200, NONE);
        TestServers.billing().answer("GET /v1/tenants/{t}/keys/usage", 200, "{\"items\": []}");
    }

    /// Lays down thirty days: 1M tokens a day for the first model, less for the others.
    static void lively() {
        BillingStandIn billing = TestServers.billing();
        String usage = "GET /v1/tenants/{t}/usage";
        billing.answer(usage, 200, usage(List.of("null")));
        billing.answer(usage + "?by=model", 200, usage(MODELS));
        billing.answer(usage + "?by=key", 200, usage(List.of(quoted(KEY.toString()))));
        billing.answer(
                "GET /v1/tenants/{t}/keys/usage",
                200,
                """
                {"items": [{"keyId": "%s", "requests": 184211, "chargeMicro": 113300000000000,
                            "lastUsedAt": "2026-11-21T15:38:12Z"}]}"""
                        .formatted(KEY));
        billing.answer(
                "GET /v1/tenants/{t}/requests",
                200,
                calls(call("failed", 502, 0), call("completed", 200, 1_234_500_000L)));
    }

    private static String usage(List<String> groups) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<String> rows = new ArrayList<>();
        for (int ago = 0; ago < 30; ago++) {
            for (int i = 0; i < groups.size(); i++) {
                rows.add(row(today.minusDays(ago), groups.get(i), 1_000_000_000_000L / (i + 1)));
            }
        }
        return NO_USAGE.replace("[]", "[" + String.join(",", rows) + "]");
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    /// One row of a report.
    ///
    /// @param group in JSON
    static String row(LocalDate day, String group, long micro) {
        return """
        {"start": "%sT00:00:00Z", "group": %s, "requests": 100, "failed": 1, "counts": %s,
         "chargeMicro": %d, "paidMicro": %d}"""
                .formatted(day, group, fourteen(7), micro, micro);
    }

    /// Requests, as billing lists them.
    static String calls(String... calls) {
        return "{\"items\": [" + String.join(",", calls) + "], \"next\": null}";
    }

    /// One request by the key.
    static String call(String outcome, int status, long micro) {
        return """
        {"id": "%s", "at": "2026-11-21T15:38:12Z", "keyId": "%s", "endpoint": "chat_completions",
         "model": "gpt-4o-mini", "channel": "openai", "outcome": "%s", "status": %d,
         "streamed": false, "counts": %s, "ppm": %s, "factorPpm": 1000000, "chargeMicro": %d, "paidMicro": %d,
         "balanceAfterMicro": 1, "firstByteMs": 640, "durationMs": 1930, "attempts": 1}"""
                .formatted(
                        UUID.randomUUID(),
                        KEY,
                        outcome,
                        status,
                        fourteen(12),
                        fourteen(60_000),
                        micro,
                        micro);
    }

    private static String fourteen(long number) {
        return Stream.concat(Stream.of(number), Collections.nCopies(13, 0L).stream())
                .map(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"));
    }

    /// Gives somebody's tenant that key.
    ///
    /// @param subject who was here before
    static void key(String subject, String name) {
        key(KEY, subject, name);
    }

    static void key(UUID id, String subject, String name) {
        TestServers.sql(
                """
                INSERT INTO accounts.api_key
                  (id, tenant_id, name, hash, prefix, last_four, created_by)
                SELECT '%1$s', tenant_id, '%2$s', sha256(convert_to('%1$s', 'UTF8')), 'ab-7Kq2x', 'x3Fd', subject
                FROM accounts.member WHERE subject = '%3$s'"""
                        .formatted(id, name, subject));
    }

    /// Takes all keys away.
    static void noKeys() {
        TestServers.sql("DELETE FROM accounts.api_key");
    }
}
