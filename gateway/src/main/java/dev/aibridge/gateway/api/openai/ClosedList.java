package dev.aibridge.gateway.api.openai;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The closed list of OpenAI's dialect: fields that change who pays, which model runs, at what tier
/// or place, which vendor-run tool is billed, or that name objects at the vendor. Each is priced or
/// refused; only fields outside it are forwarded unknown.
final class ClosedList {

    private static final String VENDOR_OBJECT =
            "it names an object at the provider, and providers' accounts are shared";
    private static final String STEERING = "requests cannot steer the gateway";
    private static final String NOT_PRICED = "it is not priced here";

    private static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("previous_response_id", VENDOR_OBJECT),
                    Map.entry("conversation", VENDOR_OBJECT),
                    Map.entry("container", VENDOR_OBJECT),
                    Map.entry("thread", VENDOR_OBJECT),
                    Map.entry("prompt", VENDOR_OBJECT),
                    Map.entry("file_id", VENDOR_OBJECT),
                    Map.entry("file_ids", VENDOR_OBJECT),
                    Map.entry("cachedContent", VENDOR_OBJECT),
                    Map.entry("background", NOT_PRICED),
                    Map.entry("web_search_options", NOT_PRICED),
                    Map.entry("mcp_servers", NOT_PRICED),
                    Map.entry("audio", NOT_PRICED),
                    Map.entry("speed", NOT_PRICED),
                    Map.entry("inference_geo", NOT_PRICED),
                    Map.entry("fallbacks", STEERING),
                    Map.entry("models", STEERING),
                    Map.entry("route", STEERING),
                    Map.entry("api_base", STEERING),
                    Map.entry("base_url", STEERING),
                    Map.entry("api_key", STEERING),
                    Map.entry("api_type", STEERING),
                    Map.entry("api_version", STEERING),
                    Map.entry("organization", STEERING),
                    Map.entry("project", STEERING),
                    Map.entry("custom_llm_provider", STEERING),
                    Map.entry("extra_headers", STEERING),
                    Map.entry("extra_body", STEERING),
                    Map.entry("proxy", STEERING));

    /// Values that are the vendor's own default, and so cost nothing more.
    private static final Map<String, Set<String>> ONLY_DEFAULT =
            Map.of(
                    "service_tier", Set.of("auto", "default"),
                    "prompt_cache_retention", Set.of("in_memory", "in-memory"));

    private ClosedList() {}

    /// The first field of a body that is on the list and not priced; `null` when there is none.
    static @Nullable Refusal check(Outline outline) {
        for (Field field : outline.fields()) {
            Refusal refusal = check(field);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Refusal check(Field field) {
        if (field.kind() == Outline.Kind.NULL) {
            return null;
        }
        String why = REFUSED.get(field.name());
        if (why != null) {
            return Refusals.unsupportedValue(field.name(), why);
        }
        Set<String> defaults = ONLY_DEFAULT.get(field.name());
        if (defaults != null && (field.scalar() == null || !defaults.contains(field.scalar()))) {
            return Refusals.unsupportedValue(field.name(), NOT_PRICED);
        }
        return null;
    }
}
