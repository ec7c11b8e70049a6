package dev.aibridge.portal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What billing answers about money, as its own tests have it.
final class MoneyAnswers {

    static final String ORDER = "01934f00-0000-7000-8000-000000000001";
    static final String RETURNED = "01934f00-0000-7000-8000-000000000002";
    static final String PENDING = "01934f00-0000-7000-8000-000000000003";
    static final String PAGE = "https://checkout.stripe.com/c/pay/cs_test_1";

    static final String ALERTS =
            """
            {"rules": [
              {"id": "01934f00-0000-7000-8000-0000000000a1", "kind": "balance",
               "threshold": 10000000000000, "armed": true, "madeAt": "2026-11-20T18:04:05Z"},
              {"id": "01934f00-0000-7000-8000-0000000000a2", "kind": "days", "threshold": 7,
               "armed": false, "madeAt": "2026-11-20T18:04:05Z"}],
             "endpoints": [
              {"id": "01934f00-0000-7000-8000-0000000000a3",
               "url": "https://hooks.example.com/aibridge?team=%3Cb%3E",
               "madeAt": "2026-11-20T18:04:05Z"}]}
            """;

    private static final String DELIVERIES =
            """
            {"items": [
              {"id": "01934f00-0000-7000-8000-0000000000b2", "type": "days.low",
               "to": "ada@example.org", "state": "done", "attempts": 1,
               "madeAt": "2026-11-21T18:04:05Z", "endedAt": "2026-11-21T18:04:06Z",
               "answer": "sent"},
              {"id": "01934f00-0000-7000-8000-0000000000b1", "type": "test",
               "to": "https://hooks.example.com/aibridge?team=%3Cb%3E", "state": "due",
               "attempts": 3, "madeAt": "2026-11-21T17:04:05Z", "endedAt": null,
               "answer": "answered 500"},
              {"id": "01934f00-0000-7000-8000-0000000000b0", "type": "balance.low",
               "to": "https://hooks.example.com/aibridge?team=%3Cb%3E", "state": "given_up",
               "attempts": 22, "madeAt": "2026-11-11T17:04:05Z",
               "endedAt": "2026-11-14T17:04:05Z", "answer": "no such host"}],
             "next": null}
            """;

    private MoneyAnswers() {}

    static String order(String state) {
        return order(ORDER, state, "null", "awaiting_payment".equals(state) ? PAGE : null);
    }

    static String order(String id, String state, String reviewReason, @Nullable String url) {
        return """
        {"id": "%s", "productId": "tokens-50m", "productName": "50M tokens", "quantity": 3,
         "tokensMicro": 150000000000000, "bonusMicro": 6000000000000, "amountMinor": 12750,
         "currency": "USD", "state": "%s", "reviewReason": %s, "orderedAt": "2026-11-20T18:04:05Z",
         "creditedAt": %s, "checkoutUrl": %s, "standing": "%s", "refundableMinor": %d,
         "refunds": [], "disputes": [], "pendingSince": null, "receipts": [%s]}
        """
                .formatted(
                        id,
                        state,
                        reviewReason,
                        "credited".equals(state) ? "\"2026-11-20T18:05:00Z\"" : "null",
                        url == null ? "null" : '"' + url + '"',
                        state,
                        "credited".equals(state) ? 9_000 : 0,
                        "credited".equals(state) ? receipt(id) : "");
    }

    private static String receipt(String id) {
        return """
        {"id": "%s", "orderId": "%s", "number": "2026-000042", "kind": "receipt",
         "issuedAt": "2026-11-20T18:05:00Z", "amountMinor": 12750, "currency": "USD"}"""
                .formatted(id, id);
    }

    /// An order whose bank takes its time.
    static String pending() {
        return order("awaiting_payment")
                .replace("\"pendingSince\": null", "\"pendingSince\": \"2026-11-20T18:06:00Z\"")
                .replace("\"standing\": \"awaiting_payment\"", "\"standing\": \"payment_pending\"");
    }

    /// A credited order with what became of its payment.
    static String returned(String standing) {
        return order("credited")
                .replace("\"standing\": \"credited\"", "\"standing\": \"" + standing + '"')
                .replace(
                        "\"refunds\": [], \"disputes\": []",
                        """
                        "refunds": [%s, %s, %s], "disputes": [%s, %s]"""
                                .formatted(
                                        refund("succeeded", 1_000),
                                        refund("pending", 2_000),
                                        refund("failed", 3_000),
                                        dispute("won"),
                                        dispute("open")));
    }

    private static String refund(String state, long minor) {
        return """
        {"id": "01934f00-0000-7000-8000-0000000000e1", "orderId": "%s", "source": "customer",
         "state": "%s", "amountMinor": %d, "currency": "USD", "tokensMicro": 11764705882353,
         "bonusMicro": 0, "owedMicro": 0, "reason": null, "failure": null,
         "askedAt": "2026-11-20T19:00:00Z", "endedAt": null}"""
                .formatted(ORDER, state, minor);
    }

    private static String dispute(String state) {
        return """
        {"id": "dp_1", "orderId": "%s", "state": "%s", "amountMinor": 12750, "currency": "USD",
         "reason": "fraudulent", "heldMicro": 5000000000000, "owedMicro": 0,
         "openedAt": "2026-11-20T20:00:00Z", "closedAt": null}"""
                .formatted(ORDER, state);
    }

    /// What a refund would do.
    static String quote(String no, long minor) {
        return """
        {"no": %s, "currency": "USD", "mostMinor": 9000, "amountMinor": %d,
         "tokensMicro": 105882352941177, "bonusMicro": 4235294117648}"""
                .formatted(no, minor);
    }

    static String page(@Nullable String next, String... items) {
        return "{\"items\": [%s], \"next\": %s}"
                .formatted(String.join(",", items), next == null ? "null" : '"' + next + '"');
    }

    /// Counts of fourteen buckets: the first few, then none.
    static String counts(long... first) {
        List<Long> all =
                IntStream.range(0, 14).mapToObj(i -> i < first.length ? first[i] : 0L).toList();
        return all.toString();
    }

    /// One row of a usage report.
    static String row(String start, String group, long requests, long failed, long paid) {
        return """
        {"start": "%s", "group": "%s", "requests": %d, "failed": %d, "counts": %s,
         "chargeMicro": %d, "paidMicro": %d}
        """
                .formatted(
                        start,
                        group,
                        requests,
                        failed,
                        counts(1000, 3000, 0, 0, 0, 0, 200, 50),
                        paid,
                        paid);
    }

    static String usage(String... rows) {
        return """
        {"from": "2026-11-14T00:00:00+08:00", "to": "2026-11-17T00:00:00+08:00", "zone": "Asia/Shanghai",
         "step": "day", "rows": [%s]}
        """
                .formatted(String.join(",", rows));
    }

    /// One request: 1,200 tokens in at 3×, 80 out at 15×.
    static String call(String id, String key, String outcome, long paid) {
        return """
        {"id": "%s", "at": "2026-11-20T18:04:05Z", "keyId": "%s", "endpoint": "chat_completions",
         "model": "claude-sonnet-4-5", "channel": "anthropic-direct", "outcome": "%s", "status": 200,
         "streamed": true, "counts": %s, "ppm": %s, "factorPpm": 1000000, "chargeMicro": 4800500000, "paidMicro": %d,
         "balanceAfterMicro": 118406215000000, "firstByteMs": 812, "durationMs": 3400, "attempts": 1}
        """
                .formatted(
                        id,
                        key,
                        outcome,
                        counts(1200, 0, 0, 0, 0, 0, 80, 0, 0, 1),
                        counts(3_000_000, 300_000, 0, 0, 0, 0, 15_000_000, 0, 0, 500_000),
                        paid);
    }

    static String booking(long tx, String kind, String actor, long amount, long balance) {
        return """
        {"txId": %d, "at": "2026-11-20T18:04:05Z", "kind": "%s", "reason": "a <b>good</b> reason",
         "actor": "%s", "account": "issued", "amountMicro": %d, "balanceMicro": %d}
        """
                .formatted(tx, kind, actor, amount, balance);
    }

    /// A week of five models' usage, that ends today.
    static String week() {
        List<String> models =
                List.of("claude-sonnet-4-5", "gpt-5.1", "deepseek-chat", "qwen3-max", "glm-4.6");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<String> rows =
                IntStream.range(0, 7)
                        .boxed()
                        .flatMap(
                                day ->
                                        IntStream.range(0, models.size())
                                                .mapToObj(
                                                        m ->
                                                                row(
                                                                        today.minusDays(day)
                                                                                + "T00:00:00Z",
                                                                        models.get(m),
                                                                        120L + 37L * m,
                                                                        m,
                                                                        (7L - day % 3)
                                                                                * (5L - m)
                                                                                * 123_456_789_012L)))
                        .collect(Collectors.toList());
        Collections.reverse(rows);
        return usage(rows.toArray(String[]::new));
    }

    /// A spend cap.
    ///
    /// @param key `null`: of all keys together
    static String cap(@Nullable String key, String window, String cap, String ceiling, long used) {
        return """
        {"keyId": %s, "window": "%s", "capMicro": %s, "ceilingMicro": %s, "boundMicro": %s,
         "usedMicro": %d, "leasedMicro": 0, "startsAt": null, "endsAt": %s}
        """
                .formatted(
                        key == null ? "null" : '"' + key + '"',
                        window,
                        cap,
                        ceiling,
                        "null".equals(ceiling) ? cap : ceiling,
                        used,
                        "total".equals(window) ? "null" : "\"2026-11-21T18:15:00Z\"");
    }

    /// A tenant's caps and, for that key, some more.
    static String caps(String key) {
        return "{\"items\": [%s]}"
                .formatted(
                        String.join(
                                ",",
                                cap(
                                        null,
                                        "month",
                                        "900000000000",
                                        "500000000000",
                                        480_000_250_000L),
                                cap(null, "total", "null", "90000000000000", 1_000_000_000L),
                                cap(key, "day", "20000000000", "null", 20_000_000_000L),
                                cap(key, "week", "100000000000", "null", 20_000_000_000L)));
    }

    /// What is set for auto top-up.
    static String autoTopUp(boolean enabled, String reason) {
        return """
        {"terms": {"enabled": %s, "productId": "tokens-10m", "thresholdMicro": 2000000000000,
         "capMinor": 5000, "currency": "USD", "spentMinor": 900, "cardBrand": "visa",
         "cardLastFour": "4242", "stoppedAt": %s, "stoppedReason": %s}}"""
                .formatted(
                        enabled,
                        reason.equals("null") ? "null" : "\"2026-11-20T18:04:05Z\"",
                        reason);
    }

    private static void layDownPapers(BillingStandIn billing, String t) {
        billing.answer(t + "orders/" + PENDING, 200, pending());
        billing.answer(t + "alerts", 200, ALERTS);
        billing.answer(t + "auto-top-up", 200, autoTopUp(true, "null"));
        billing.answer(t + "alerts/deliveries", 200, DELIVERIES);
        billing.answer(
                t + "billing-details",
                200,
                """
                {"company": "上海阿克梅有限公司", "address": "1 Main Road\\nParis", "taxId": "FR456"}""");
    }

    /// Lays down something for every page of money.
    static void layDown(BillingStandIn billing) {
        String t = "GET /v1/tenants/{t}/";
        String key = "00000000-0000-4000-8000-00000000c0de";
        billing.answer(
                t + "orders",
                200,
                page(
                        ORDER,
                        order("awaiting_payment"),
                        order("credited"),
                        order("abandoned"),
                        order("paid"),
                        order("review"),
                        pending(),
                        returned("refund_pending"),
                        returned("disputed")));
        billing.answer(t + "orders/" + ORDER, 200, order("awaiting_payment"));
        layDownPapers(billing, t);
        billing.answer(t + "orders/" + RETURNED, 200, returned("partly_refunded"));
        billing.answer(t + "orders/" + ORDER + "/refunds/quote", 200, quote("null", 9_000));
        billing.answer("POST /v1/tenants/{t}/orders/" + ORDER + "/confirm", 200, order("credited"));
        billing.answer(t + "caps", 200, caps(key));
        billing.answer(t + "usage", 200, week());
        billing.answer(
                t + "requests",
                200,
                page(
                        "x",
                        call("01934f00-0000-7000-8000-00000000000a", key, "completed", 4800500000L),
                        call("01934f00-0000-7000-8000-00000000000b", key, "failed", 0)));
        billing.answer(
                t + "requests?before=last",
                200,
                page(null, call("01934f00-0000-7000-8000-00000000000c", key, "completed", 7))
                        .replace("\"next\"", "\"keptSince\": \"2026-10-18\", \"next\""));
        billing.answer(
                t + "ledger",
                200,
                page(
                        "41",
                        booking(44, "usage", "billing", -4_800_500_000L, 118_406_215_000_000L),
                        booking(43, "credit", "an admin", 1_000_000_000_000L, 118_411_015_500_000L),
                        booking(42, "top_up", "stripe", 117_311_015_500_000L, 117_411_015_500_000L),
                        booking(41, "credit", "sign-up", 100_000_000_000L, 100_000_000_000L)));
    }
}
