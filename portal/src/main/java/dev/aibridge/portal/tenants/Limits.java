package dev.aibridge.portal.tenants;

import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a tenant or a key may do.
///
/// @param disabled whether a key's calls are refused; a tenant is suspended instead
/// @param rpm requests a minute; a tenant may have no limit of its own
/// @param models catalogue ids; `null` for all, those to come too
record Limits(boolean disabled, @Nullable Integer rpm, @Nullable List<String> models) {

    /// What a gateway counts a minute at most.
    static final int MOST_RPM = 1_000_000;

    /// The order of the models says nothing.
    Limits {
        models = models == null ? null : models.stream().sorted().toList();
    }

    /// A tenant's.
    static Limits of(Tenant tenant) {
        return new Limits(false, tenant.rpm, list(tenant.allowedModels));
    }

    /// A key's.
    static Limits of(ApiKeyRow key) {
        return new Limits(key.disabled, key.rpm, list(key.allowedModels));
    }

    private static @Nullable List<String> list(String @Nullable [] models) {
        return Optional.ofNullable(models).map(List::of).orElse(null);
    }

    /// As the database holds the models.
    String @Nullable [] array() {
        return models == null ? null : models.toArray(String[]::new);
    }

    /// As the audit log tells them, and as a form says what it was made from.
    JsonObject json() {
        return JsonObject.of(
                "disabled",
                disabled,
                "rpm",
                rpm,
                "models",
                models == null ? null : new JsonArray(models));
    }
}
