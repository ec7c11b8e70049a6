package dev.aibridge.gateway.api.anthropic;

import static dev.aibridge.gateway.api.body.ClosedList.NOT_PRICED;
import static dev.aibridge.gateway.api.body.ClosedList.STEERING;
import static dev.aibridge.gateway.api.body.ClosedList.VENDOR_OBJECT;

import dev.aibridge.gateway.api.body.ClosedList;
import java.util.Map;
import java.util.Set;

/// The closed list of Anthropic's dialect, and which of its tools a client runs.
final class AnthropicFields {

    static final ClosedList CLOSED =
            new ClosedList(
                    Map.of(
                            "container", VENDOR_OBJECT,
                            "thread", VENDOR_OBJECT,
                            "user_profile_id", VENDOR_OBJECT,
                            "mcp_servers", NOT_PRICED,
                            "billing_policy", NOT_PRICED,
                            "fallbacks", STEERING),
                    Map.of(
                            "service_tier", Set.of("auto", "standard_only"),
                            "speed", Set.of("standard"),
                            "inference_geo", Set.of("global")));

    /// Vendor-typed tools that the client runs itself cost nothing but tokens (Anthropic API
    /// reference, "Client tools").
    private static final String[] CLIENT_RUN = {
        "bash_", "text_editor_", "computer_", "memory_", "str_replace_"
    };

    private AnthropicFields() {}

    /// Whether a tool of that type is the client's to run.
    static boolean isClientRun(String type) {
        if (type.equals("custom")) {
            return true;
        }
        for (String prefix : CLIENT_RUN) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
