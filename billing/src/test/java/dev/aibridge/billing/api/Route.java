package dev.aibridge.billing.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A route, who may call it, and a call of it that none of its guards refuses.
///
/// @param path with `{tenant}` where the tenant goes and `{id}` where something of the tenant's
///   does, `{window}` where a window does
/// @param query of the call, with its `?`
/// @param body of the call; `{id}` is replaced in it too
/// @param status what that call is answered
record Route(String method, String path, Who who, String query, @Nullable String body, int status) {

    /// Who may call a route.
    enum Who {
        ANYONE,
        /// A member of the tenant.
        MEMBER,
        /// A member of the tenant, and an admin.
        READER,
        /// A member of the tenant, which is an agent.
        AGENT,
        /// A member of the tenant, which is an agent, and an admin.
        AGENT_READER,
        ADMIN
    }

    private static final String TENANT = "/v1/tenants/{tenant}";
    private static final String USAGE =
            "?from=2026-01-01&to=2026-01-31&zone=Asia/Kathmandu&step=hour&by=key";
    private static final String CREDIT =
            """
            {"tokensMicro": 1, "reason": "thanks"}
            """;
    private static final String ORDER =
            """
            {"productId": "not-on-sale", "quantity": 1}
            """;
    private static final String PRODUCT =
            """
            {"id": "{id}", "name": "a product", "tokensMicro": 1000000, "bonusMicro": 0,
             "amountMinor": 300, "currency": "USD", "active": false, "position": 99}
            """;

    private static final String DETAILS =
            """
            {"company": "Acme", "address": "", "taxId": ""}
            """;

    private static final String ALERTS = TENANT + "/alerts";
    private static final String RULE =
            """
            {"kind": "days", "threshold": 0}
            """;

    private static final String AUTO = TENANT + "/auto-top-up";
    private static final String AUTO_TERMS =
            """
            {"productId": "not-on-sale", "thresholdMicro": 1, "capMinor": 1}
            """;

    private static final String VOUCHERS =
            """
            {"count": 0, "tokensMicro": 1000000, "note": "a fair"}
            """;
    private static final String REFUND =
            """
            {"amountMinor": 1, "currency": "USD"}
            """;
    private static final String ADMIN_REFUND =
            """
            {"amountMinor": 1, "currency": "USD", "reason": "thanks"}
            """;
    private static final String DECISION =
            """
            {"reason": "thanks"}
            """;
    private static final String CAP =
            """
            {"capMicro": 1000000}
            """;
    private static final String CEILING =
            """
            {"ceilingMicro": 1000000, "reason": "thanks"}
            """;
    private static final String KEY = TENANT + "/keys/{id}";
    private static final String HANDOVER =
            """
            {"tokensMicro": 1, "note": null}
            """;
    private static final String TAKE_BACK =
            """
            {"tokensMicro": 1000000000, "reason": "thanks"}
            """;
    private static final String CUSTOMERS = TENANT + "/customers";
    private static final String CUSTOMER = CUSTOMERS + "/{id}";
    private static final String ORDER_REFUNDS = TENANT + "/orders/{id}/refunds";
    private static final String ADMIN_PAYMENT = "/v1/admin/payments/{id}";
    private static final String ADMIN_ORDER = "/v1/admin/orders/{id}";

    /// Every route of billing: one that is missing here fails a test.
    static final List<Route> ALL =
            List.of(
                    get("/v1/products", Who.ANYONE, ""),
                    get(TENANT + "/wallet", Who.READER, ""),
                    get(TENANT + "/ledger", Who.READER, "?limit=2"),
                    get(TENANT + "/usage", Who.READER, USAGE),
                    get(TENANT + "/requests", Who.READER, ""),
                    get(TENANT + "/keys/usage", Who.READER, ""),
                    get(TENANT + "/orders", Who.READER, ""),
                    get(TENANT + "/orders/{id}", Who.READER, ""),
                    get(TENANT + "/receipts/{id}", Who.READER, ""),
                    get(TENANT + "/billing-details", Who.READER, ""),
                    new Route("PUT", TENANT + "/billing-details", Who.MEMBER, "", DETAILS, 200),
                    get(AUTO, Who.READER, ""),
                    new Route("PUT", AUTO, Who.MEMBER, "", AUTO_TERMS, 400),
                    new Route("POST", AUTO + "/card", Who.MEMBER, "", null, 409),
                    new Route("POST", AUTO + "/off", Who.MEMBER, "", null, 204),
                    new Route("POST", AUTO + "/on", Who.MEMBER, "", null, 409),
                    get(ALERTS, Who.READER, ""),
                    get(ALERTS + "/deliveries", Who.READER, "?limit=2"),
                    new Route("POST", ALERTS + "/rules", Who.MEMBER, "", RULE, 400),
                    new Route(
                            "POST", ALERTS + "/endpoints", Who.MEMBER, "", "{\"url\": \"x\"}", 400),
                    new Route("POST", ALERTS + "/endpoints/{id}/test", Who.MEMBER, "", null, 204),
                    new Route("DELETE", ALERTS + "/endpoints/{id}", Who.MEMBER, "", null, 204),
                    new Route("DELETE", ALERTS + "/rules/{id}", Who.MEMBER, "", null, 204),
                    get(ORDER_REFUNDS + "/quote", Who.READER, "?amountMinor=1"),
                    get("/v1/admin/orders", Who.ADMIN, "?state=review&limit=2"),
                    get(ADMIN_ORDER, Who.ADMIN, ""),
                    get(ADMIN_ORDER + "/refunds/quote", Who.ADMIN, ""),
                    get("/v1/tenants/balances", Who.ADMIN, "?ids=" + new UUID(1, 1)),
                    get("/v1/admin/verify", Who.ADMIN, ""),
                    get("/v1/admin/products", Who.ADMIN, ""),
                    get("/v1/admin/reconciliation/runs", Who.ADMIN, "?limit=2"),
                    new Route("POST", "/v1/admin/reconciliation/runs", Who.ADMIN, "", null, 201),
                    new Route(
                            "POST",
                            "/v1/admin/reconciliation/usage-runs",
                            Who.ADMIN,
                            "",
                            null,
                            409),
                    get("/v1/admin/reconciliation/findings", Who.ADMIN, "?open=true&limit=2"),
                    new Route(
                            "GET",
                            "/v1/admin/reconciliation/findings/{id}",
                            Who.ADMIN,
                            "",
                            null,
                            404),
                    new Route(
                            "POST",
                            "/v1/admin/reconciliation/findings/{id}/resolve",
                            Who.ADMIN,
                            "",
                            "{\"note\": \"seen\"}",
                            404),
                    new Route("PUT", TENANT + "/wallet", Who.MEMBER, "", null, 200),
                    new Route("POST", TENANT + "/orders", Who.MEMBER, "", ORDER, 400),
                    new Route("POST", TENANT + "/orders/{id}/checkout", Who.MEMBER, "", null, 200),
                    new Route("POST", TENANT + "/orders/{id}/confirm", Who.READER, "", null, 200),
                    new Route("POST", TENANT + "/orders/{id}/cancel", Who.MEMBER, "", null, 200),
                    new Route("POST", ORDER_REFUNDS, Who.MEMBER, "", REFUND, 409),
                    new Route("POST", ADMIN_ORDER + "/refunds", Who.ADMIN, "", ADMIN_REFUND, 409),
                    new Route("POST", ADMIN_PAYMENT + "/credit", Who.ADMIN, "", DECISION, 409),
                    new Route("POST", ADMIN_PAYMENT + "/refund", Who.ADMIN, "", DECISION, 409),
                    new Route("POST", TENANT + "/credits", Who.ADMIN, "", CREDIT, 200),
                    new Route(
                            "POST", TENANT + "/vouchers", Who.MEMBER, "", "{\"code\": \"x\"}", 400),
                    get(TENANT + "/caps", Who.READER, ""),
                    new Route("PUT", TENANT + "/caps/{window}", Who.MEMBER, "", CAP, 200),
                    new Route("PUT", KEY + "/caps/{window}", Who.MEMBER, "", CAP, 200),
                    new Route("PUT", TENANT + "/ceilings/{window}", Who.ADMIN, "", CEILING, 200),
                    new Route("PUT", KEY + "/ceilings/{window}", Who.ADMIN, "", CEILING, 200),
                    get(CUSTOMERS, Who.AGENT_READER, "?limit=2"),
                    get(CUSTOMER, Who.AGENT_READER, ""),
                    get(CUSTOMER + "/handovers", Who.AGENT_READER, "?limit=2"),
                    get(
                            CUSTOMERS + "/statement",
                            Who.AGENT_READER,
                            "?from=2026-01&to=2026-12&zone=Asia/Kathmandu"),
                    new Route("POST", CUSTOMER + "/handovers", Who.AGENT, "", HANDOVER, 200),
                    new Route("POST", CUSTOMER + "/take-backs", Who.AGENT, "", TAKE_BACK, 409),
                    get("/v1/admin/vouchers", Who.ADMIN, ""),
                    new Route("POST", "/v1/admin/vouchers", Who.ADMIN, "", VOUCHERS, 400),
                    new Route("POST", "/v1/admin/vouchers/{id}/revoke", Who.ADMIN, "", null, 404),
                    new Route("POST", "/v1/admin/products", Who.ADMIN, "", PRODUCT, 409),
                    new Route("PUT", "/v1/admin/products/{id}", Who.ADMIN, "", PRODUCT, 200),
                    new Route("POST", "/stripe/webhook", Who.ANYONE, "", "{}", 400));

    private static Route get(String path, Who who, String query) {
        return new Route("GET", path, who, query, null, 200);
    }

    /// Whether a call of it needs an `Idempotency-Key`.
    boolean isChanging() {
        return !method.equals("GET") && path.startsWith("/v1/");
    }

    boolean isOfTenant() {
        return path.contains("{tenant}");
    }

    /// Whether only agents have it.
    boolean isOfAgent() {
        return who == Who.AGENT || who == Who.AGENT_READER;
    }

    /// Whether it is about one thing of a tenant's.
    boolean isOfThing() {
        return isOfTenant() && path.contains("{id}");
    }

    /// The path of the call for that tenant and thing.
    String path(Object tenant, Object id) {
        return path.replace("{tenant}", tenant.toString())
                        .replace("{id}", id.toString())
                        .replace("{window}", "week")
                + query;
    }

    /// The body of the call for that thing.
    @Nullable String body(Object id) {
        return body == null ? null : body.replace("{id}", id.toString());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
