package dev.aibridge.billing.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route, who may call it and a call that is right.
///
/// @param path with `{tenant}` where the tenant goes
/// @param query of the right call, with its `?`
/// @param body of the right call
record Route(String method, String path, Who who, String query, @Nullable String body) {

    /// Who may call a route.
    enum Who {
        ANYONE,
        /// A member of the tenant.
        MEMBER,
        /// A member of the tenant, and an admin.
        READER,
        ADMIN
    }

    /// Every route of billing: one that is missing here fails a test.
    static final List<Route> ALL =
            List.of(
                    new Route("GET", "/v1/tenants/{tenant}/wallet", Who.READER, "", null),
                    new Route("GET", "/v1/tenants/{tenant}/ledger", Who.READER, "?limit=2", null),
                    new Route(
                            "GET",
                            "/v1/tenants/{tenant}/usage",
                            Who.READER,
                            "?from=2026-01-01&to=2026-01-31&zone=Asia/Kathmandu&step=hour&by=key",
                            null),
                    new Route("GET", "/v1/tenants/{tenant}/requests", Who.READER, "", null),
                    new Route("GET", "/v1/tenants/{tenant}/keys/usage", Who.READER, "", null),
                    new Route(
                            "GET",
                            "/v1/tenants/balances",
                            Who.ADMIN,
                            "?ids=00000000-0000-4000-8000-00000000c001",
                            null),
                    new Route(
                            "POST",
                            "/v1/tenants/{tenant}/credits",
                            Who.ADMIN,
                            "",
                            "{\"tokensMicro\": 1, \"reason\": \"thanks\", \"requestKey\": \"matrix\"}"),
                    new Route("GET", "/v1/admin/verify", Who.ADMIN, "", null));

    boolean isOfTenant() {
        return path.contains("{tenant}");
    }

    /// The path of the right call for that tenant.
    String of(Object tenant) {
        return path.replace("{tenant}", tenant.toString()) + query;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
