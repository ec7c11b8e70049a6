package dev.aibridge.portal;

/// What billing knows of an agent's customers.
final class AgentAnswers {

    /// One of them.
    static final String CUSTOMER = "01900000-0000-7000-8000-0000000000e1";

    private AgentAnswers() {}

    static void layDown(BillingStandIn billing) {
        layDown(billing, CUSTOMER);
    }

    static void layDown(BillingStandIn billing, String id) {
        String customers = "GET /v1/tenants/{t}/customers";
        billing.answer(
                customers,
                200,
                """
                {"items": [%s, %s], "next": "%s"}"""
                        .formatted(
                                customer(id, "Beta & <i>Söhne</i> GmbH", "active", true),
                                customer(
                                        "01900000-0000-7000-8000-0000000000e2",
                                        "Γάμμα",
                                        "suspended",
                                        false),
                                id));
        billing.answer(customers + "/" + id, 200, customer(id, "Beta & Söhne", "active", true));
        billing.answer(
                customers + "/" + id + "/handovers",
                200,
                """
                {"items": [
                  {"txId": 9, "at": "2026-11-20T10:00:00Z", "tokensMicro": -500000000000,
                   "reason": "too many by mistake"},
                  {"txId": 7, "at": "2026-11-19T10:00:00Z", "tokensMicro": 2500000000000,
                   "reason": null}], "next": "7"}""");
        billing.answer(customers + "/statement", 200, statement(id));
        for (String way : new String[] {"handovers", "take-backs"}) {
            billing.answer(
                    "POST /v1/tenants/{t}/customers/" + id + "/" + way,
                    200,
                    customer(id, "Beta", "active", false));
        }
    }

    private static String statement(String id) {
        return """
        {"items": [
          {"month": "2026-11-01", "customerId": "%1$s", "customer": "=Beta, \\"Söhne\\"",
           "handedMicro": 2500000000000, "takenBackMicro": 500000000000,
           "spentMicro": 1234567},
          {"month": "2026-10-01", "customerId": "%1$s", "customer": "Beta",
           "handedMicro": 0, "takenBackMicro": 0, "spentMicro": 42000000}]}"""
                .formatted(id);
    }

    private static String customer(String id, String name, String status, boolean agent) {
        return """
        {"id": "%s", "name": "%s", "status": "%s", "agent": %s, "postedMicro": 2100000250000,
         "handedMicro": 2000000000000, "unspentMicro": 1500000000000, "spentMicro": 99000000}"""
                .formatted(id, name, status, agent);
    }
}
