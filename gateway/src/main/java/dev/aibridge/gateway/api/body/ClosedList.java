package dev.aibridge.gateway.api.body;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A dialect's closed list: fields that change who pays, which model runs, at what tier or place,
/// which vendor-run tool is billed, or that name objects at the vendor. Each is priced or refused;
/// only fields outside it are forwarded unknown.
///
/// @param refused why a field is refused, by its name
/// @param onlyDefault values that are the vendor's own default, and so cost nothing more, by field
public record ClosedList(Map<String, String> refused, Map<String, Set<String>> onlyDefault) {

    /// Why a field is refused that names something at the vendor.
    public static final String VENDOR_OBJECT =
            "it names an object at the provider, and providers' accounts are shared";

    /// Why a field is refused that would change what the gateway does.
    public static final String STEERING = "requests cannot steer the gateway";

    /// Why a field is refused that would cost what no price says.
    public static final String NOT_PRICED = "it is not priced here";

    /// Fields that steer gateways; no vendor's dialect has them.
    private static final Set<String> STEERS =
            Set.of(
                    "models",
                    "route",
                    "api_base",
                    "base_url",
                    "api_key",
                    "api_type",
                    "api_version",
                    "organization",
                    "project",
                    "custom_llm_provider",
                    "extra_headers",
                    "extra_body",
                    "proxy");

    /// Copies both.
    public ClosedList {
        refused = Map.copyOf(refused);
        onlyDefault = Map.copyOf(onlyDefault);
    }

    /// The first field of a body that is on the list and not priced; `null` when there is none.
    public @Nullable Refusal check(Outline outline) {
        for (Field field : outline.fields()) {
            Refusal refusal = check(field);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal check(Field field) {
        if (field.kind() == Outline.Kind.NULL) {
            return null;
        }
        String name = field.name();
        String why = STEERS.contains(name) ? STEERING : refused.get(name);
        if (why != null) {
            return Refusals.unsupportedValue(name, why);
        }
        Set<String> defaults = onlyDefault.get(name);
        if (defaults != null && (field.scalar() == null || !defaults.contains(field.scalar()))) {
            return Refusals.unsupportedValue(name, NOT_PRICED);
        }
        return null;
    }
}
