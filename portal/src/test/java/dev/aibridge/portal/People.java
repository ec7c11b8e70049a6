package dev.aibridge.portal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/// Tenants with members and keys, and what billing knows of them, for tests of an admin's pages.
final class People {

    /// A tenant with a member and two keys.
    static final UUID ACME = UUID.fromString("01900000-0000-7000-8000-00000000ac3e");

    /// Another one, older, with a key of its own.
    static final UUID OTHER = UUID.fromString("01800000-0000-7000-8000-0000000007e4");

    static final UUID ACME_KEY = UUID.fromString("01900000-0000-7000-8000-0000000000c1");
    static final UUID OTHER_KEY = UUID.fromString("01900000-0000-7000-8000-0000000000c2");

    /// The page of its limits.
    static final String ACME_KEY_LIMITS =
            "/admin/tenants/" + ACME + "/keys/" + ACME_KEY + "/limits";

    private static final UUID GRACE = UUID.fromString("00000000-0000-4000-8000-0000000009ce");

    private People() {}

    /// As at the start: both tenants active, without limits of their own, without history.
    static void moveIn() {
        TestServers.sql("DELETE FROM accounts.setting");
        TestServers.sql("ALTER TABLE audit.entry DISABLE TRIGGER append_only");
        TestServers.sql("DELETE FROM audit.entry");
        TestServers.sql("ALTER TABLE audit.entry ENABLE TRIGGER append_only");
        TestServers.sql("DELETE FROM accounts.invitation");
        TestServers.sql("UPDATE accounts.tenant SET agent_id = NULL, agent = false");
        tenant(ACME, "Acme <b>Labs</b>");
        tenant(OTHER, "Other & Sons 好😀");
        TestServers.sql(
                """
                INSERT INTO accounts.person (subject, email, name)
                VALUES ('%s', 'Grace_Hopper@acme.example', 'Grace Hopper') ON CONFLICT DO NOTHING"""
                        .formatted(GRACE));
        TestServers.sql(
                """
                INSERT INTO accounts.member (tenant_id, subject, role)
                VALUES ('%s', '%s', 'owner') ON CONFLICT DO NOTHING"""
                        .formatted(ACME, GRACE));
        key(ACME_KEY, ACME, "importer", "ab-7Kq2x");
        key(OTHER_KEY, OTHER, "nightly", "ab-Zz9_9");
    }

    /// A few lines of the audit log, as portal and billing write them.
    static void makeHistory() {
        act(
                "tenant.suspend",
                ACME.toString(),
                "unpaid bill",
                "{\"before\": {\"status\": \"active\"}, \"after\": {\"status\": \"suspended\"}}");
        act(
                "wallet.credit",
                ACME.toString(),
                "an apology for the outage",
                "{\"tokensMicro\": 1000000000000}");
        act(
                "key.limit",
                ACME.toString(),
                "trial",
                "{\"before\": {\"rpm\": 600, \"models\": null, \"disabled\": false}, \"after\": {\"rpm\": 60, \"models\": [\"gpt-4o\", \"qwen-plus\"], \"disabled\": false}}");
        act(
                "product.change",
                "",
                "",
                "{\"before\": {\"amountMinor\": 900}, \"after\": {\"amountMinor\": 950}}");
        act(
                "setting.change",
                "",
                "<b>Friday</b>",
                "{\"before\": {\"sign_up\": \"open\"}, \"after\": {\"sign_up\": \"closed\"}}");
    }

    private static void act(String action, String tenant, String reason, String detail) {
        TestServers.sql(
                """
                INSERT INTO audit.entry (actor, actor_name, action, tenant_id, target, reason, detail)
                VALUES ('%s', 'Grace Hopper', '%s', nullif('%s', '')::uuid, 'what was changed',
                  nullif('%s', ''), '%s')"""
                        .formatted(GRACE, action, tenant, reason, detail));
    }

    private static void tenant(UUID id, String name) {
        TestServers.sql(
                """
                INSERT INTO accounts.tenant (id, name) VALUES ('%s', '%s') ON CONFLICT (id)
                DO UPDATE SET status = 'active', suspended_reason = NULL, rpm = NULL,
                  allowed_models = NULL, agent = false, agent_id = NULL"""
                        .formatted(id, name));
    }

    private static void key(UUID id, UUID tenant, String name, String prefix) {
        TestServers.sql(
                """
                INSERT INTO accounts.api_key (id, tenant_id, name, hash, prefix, last_four)
                VALUES ('%1$s', '%2$s', '%3$s', sha256('%1$s'), '%4$s', 'x3Fd') ON CONFLICT (id)
                DO UPDATE SET disabled = false, rpm = 600, allowed_models = NULL, deleted_at = NULL"""
                        .formatted(id, tenant, name, prefix));
    }

    /// What billing knows of them.
    static void giveMoney(BillingStandIn billing) {
        billing.answer(
                "GET /v1/tenants/balances",
                200,
                """
                {"items": [{"tenantId": "%s", "postedMicro": 5000000000000,
                  "availableMicro": 4999000250000}]}"""
                        .formatted(ACME));
        billing.answer(
                "GET /v1/tenants/{t}/wallet", 200, BillingStandIn.wallet(4_999_000_250_000L));
        billing.answer(
                "GET /v1/tenants/{t}/ledger",
                200,
                """
                {"items": [
                  {"txId": 42, "at": "2026-11-20T10:00:00Z", "kind": "usage", "reason": "usage",
                   "actor": "settlement", "account": "revenue", "amountMicro": -999750000,
                   "balanceMicro": 5000000000000},
                  {"txId": 41, "at": "2026-11-19T10:00:00Z", "kind": "adjustment",
                   "reason": "an apology for the outage", "actor": "admin:x", "account": "goodwill",
                   "amountMicro": 1000000000000, "balanceMicro": 5000999750000}],
                 "next": "41"}""");
        billing.answer(
                "GET /v1/tenants/{t}/orders",
                200,
                """
                {"items": [{"id": "01900000-0000-7000-8000-0000000000d1", "productId": "tokens-10m",
                  "productName": "10M tokens", "quantity": 2, "tokensMicro": 20000000000000,
                  "bonusMicro": 0, "amountMinor": 1800, "currency": "USD", "state": "credited",
                  "orderedAt": "2026-11-18T10:00:00Z", "creditedAt": "2026-11-18T10:01:00Z",
                  "standing": "credited", "refundableMinor": 0, "refunds": [], "disputes": [],
                  "pendingSince": null, "receipts": []}],
                 "next": null}""");
        use(billing);
        sell(billing);
        giveAway(billing);
        compare(billing);
        showSales(billing);
        prove(billing);
    }

    private static void use(BillingStandIn billing) {
        billing.answer("GET /v1/tenants/{t}/caps", 200, MoneyAnswers.caps(ACME_KEY.toString()));
        billing.answer(
                "GET /v1/tenants/{t}/keys/usage",
                200,
                """
                {"items": [{"keyId": "%s", "requests": 12, "chargeMicro": 999750000,
                  "lastUsedAt": "2026-11-20T09:59:00Z"}]}"""
                        .formatted(ACME_KEY));
        billing.answer("GET /v1/tenants/{t}/usage", 200, usage());
    }

    private static void sell(BillingStandIn billing) {
        billing.answer(
                "GET /v1/admin/products",
                200,
                """
                {"items": [
                  {"id": "tokens-10m", "name": "10M tokens", "tokensMicro": 10000000000000,
                   "bonusMicro": 0, "amountMinor": 900, "currency": "USD", "active": true,
                   "position": 10},
                  {"id": "tokens-50m", "name": "50M tokens", "tokensMicro": 50000000000000,
                   "bonusMicro": 2000000000000, "amountMinor": 4250, "currency": "USD",
                   "active": false, "position": 20}]}""");
    }

    private static void showSales(BillingStandIn billing) {
        billing.answer(
                "GET /v1/admin/orders",
                200,
                """
                {"items": [%s, %s], "next": "%s"}"""
                        .formatted(
                                sale(MoneyAnswers.returned("partly_refunded"), true),
                                sale(inReview(), false),
                                MoneyAnswers.ORDER));
        billing.answer("GET /v1/admin/orders/" + MoneyAnswers.ORDER, 200, sale(inReview(), false));
        billing.answer(
                "GET /v1/admin/orders/" + MoneyAnswers.ORDER + "/refunds/quote",
                200,
                MoneyAnswers.quote("null", 9_000));
    }

    private static String inReview() {
        return MoneyAnswers.order(MoneyAnswers.ORDER, "review", "\"amount\"", null);
    }

    static String sale(String order, boolean credited) {
        return """
        {"tenantId": "%s", "order": %s, "payments": [{"id": "pi_1000001", "orderId": "%s",
         "amountMinor": 12750, "currency": "USD", "credited": %s, "fault": %s,
         "seenAt": "2026-11-20T18:05:00Z", "decidedAt": null}]}"""
                .formatted(
                        ACME,
                        order,
                        MoneyAnswers.ORDER,
                        credited,
                        credited ? "null" : "\"amount\"");
    }

    private static void giveAway(BillingStandIn billing) {
        billing.answer(
                "GET /v1/admin/vouchers",
                200,
                """
                {"items": [
                  {"id": "01934f00-0000-7000-8000-0000000000b1", "state": "open", "lastFour": "1HC8",
                   "tokensMicro": 5000000000, "note": "the fair in Hannover",
                   "madeAt": "2026-11-20T10:00:00Z", "expiresAt": "2027-01-01T00:00:00Z",
                   "endedAt": null, "tenant": null},
                  {"id": "01934f00-0000-7000-8000-0000000000b2", "state": "redeemed",
                   "lastFour": "ZD4T", "tokensMicro": 100000000000, "note": "sorry for Tuesday",
                   "madeAt": "2026-11-19T10:00:00Z", "expiresAt": null,
                   "endedAt": "2026-11-20T11:00:00Z", "tenant": "%s"},
                  {"id": "01934f00-0000-7000-8000-0000000000b3", "state": "revoked",
                   "lastFour": "0M9V", "tokensMicro": 1000000, "note": "a mistake",
                   "madeAt": "2026-11-18T10:00:00Z", "expiresAt": null,
                   "endedAt": "2026-11-18T11:00:00Z", "tenant": null}],
                 "next": "01934f00-0000-7000-8000-0000000000b3"}"""
                        .formatted(ACME));
        billing.answer(
                "POST /v1/admin/vouchers",
                201,
                """
                {"items": [%s, %s]}"""
                        .formatted(
                                made("7K3QX-0M9VA-ZD4TE-1HC8W"), made("AAAAA-BBBBB-CCCCC-DDDDD")));
    }

    private static void compare(BillingStandIn billing) {
        String run =
                """
                {"id": "01934f00-0000-7000-8000-0000000000f1", "what": "%s", "since": "2026-10-21T04:00:00Z",
                 "until": "2026-11-20T04:00:00Z", "beganAt": "2026-11-20T04:00:00Z",
                 "endedAt": "2026-11-20T04:00:09Z", "askedBy": %s, "compared": 1204, "findings": 3, "failure": %s,
                 "account": %s}""";
        String asked = run.formatted("stripe", "\"Root Admin\"", "null", "null");
        String failed = run.formatted("stripe", "null", "\"Stripe did not answer\"", "null");
        String usage = run.formatted("usage", "null", "null", "\"OPENAI\"");
        String refused =
                run.formatted(
                        "usage",
                        "\"Root Admin\"",
                        "\"DEEPSEEK answered 401 when asked for its usage\"",
                        "\"DEEPSEEK\"");
        billing.answer(
                "GET /v1/admin/reconciliation/runs",
                200,
                "{\"items\": [%s, %s, %s, %s], \"next\": null}"
                        .formatted(asked, failed, usage, refused));
        billing.answer("POST /v1/admin/reconciliation/runs", 201, asked);
        billing.answer(
                "POST /v1/admin/reconciliation/usage-runs",
                201,
                "{\"items\": [%s, %s]}".formatted(usage, refused));
        find(billing);
    }

    private static void find(BillingStandIn billing) {
        String first = finding("f3", "missing_there", "payment pi_3PqVxW2eZvKYlo2C", "900", "null");
        String second = finding("f4", "missing_here", "refund re_3PqVxW2eZvKYlo2C", "null", "450");
        String third = finding("f5", "amount_differs", "payment pi_9", "900", "901");
        String fourth =
                finding(
                                "f6",
                                "amount_differs",
                                "gpt-4o 2026-11-19 input_tokens",
                                "1812000",
                                "2204117")
                        .replace("\"stripe\"", "\"usage\"")
                        .replace("\"USD\"", "\"tokens\"")
                        .replace("\"account\": null", "\"account\": \"OPENAI\"");
        String findings = "/v1/admin/reconciliation/findings";
        billing.answer(
                "GET " + findings,
                200,
                "{\"items\": [%s, %s, %s, %s], \"next\": \"01934f00-0000-7000-8000-0000000000f5\"}"
                        .formatted(first, second, third, fourth));
        String one = findings + "/01934f00-0000-7000-8000-0000000000f3";
        billing.answer("GET " + one, 200, first);
        billing.answer("POST " + one + "/resolve", 200, first);
    }

    private static String finding(
            String id, String kind, String subject, String ours, String theirs) {
        return """
        {"id": "01934f00-0000-7000-8000-0000000000%s", "what": "stripe", "kind": "%s", "subject": "%s",
         "day": "2026-11-19", "unit": "USD", "ours": %s, "theirs": %s, "foundAt": "2026-11-20T04:00:09Z",
         "goneAt": null, "resolvedAt": null, "resolvedBy": null, "note": null, "account": null}"""
                .formatted(id, kind, subject, ours, theirs);
    }

    private static String made(String code) {
        return """
        {"code": "%s", "voucher": {"id": "%s", "state": "open", "lastFour": "%s",
         "tokensMicro": 5000000000, "note": "a fair", "madeAt": "2026-11-20T10:00:00Z",
         "expiresAt": null, "endedAt": null, "tenant": null}}"""
                .formatted(code, UUID.randomUUID(), code.substring(19));
    }

    private static void prove(BillingStandIn billing) {
        billing.answer(
                "GET /v1/admin/verify",
                200,
                """
                {"at": "2026-11-21T12:03:00Z", "items": [
                  {"code": "L1", "ok": true, "detail": "0 transactions that do not sum to zero"},
                  {"code": "L2", "ok": true, "detail": "0 micro-tokens and cents that all entries are off"}]}""");
    }

    private static String usage() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return """
        {"from": "%1$sT00:00:00Z", "to": "%1$sT23:59:59Z", "zone": "UTC", "step": "day", "rows": [
          {"start": "%2$sT00:00:00Z", "group": "gpt-4o", "requests": 10, "failed": 1, "counts": [],
           "chargeMicro": 900000000, "paidMicro": 900000000},
          {"start": "%1$sT00:00:00Z", "group": "gpt-4o", "requests": 1, "failed": 0, "counts": [],
           "chargeMicro": 50000000, "paidMicro": 50000000},
          {"start": "%1$sT00:00:00Z", "group": "deepseek-chat", "requests": 1, "failed": 0,
           "counts": [], "chargeMicro": 49750000, "paidMicro": 49750000}]}"""
                .formatted(today, today.minusDays(3));
    }
}
