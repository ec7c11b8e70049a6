package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.wire.Json;

/// The vendor's list of models.
public final class Models {

    /// 1 January 2026: when the simulated models came out.
    private static final long CREATED = 1_767_225_600L;

    private Models() {}

    /// All of a vendor's models.
    public static ObjectNode list(ChatVendor vendor) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        vendor.models().forEach(model -> data.add(one(vendor, model)));
        return json;
    }

    /// One of them.
    public static ObjectNode one(ChatVendor vendor, Model model) {
        return Json.object()
                .put("id", model.id())
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", vendor == ChatVendor.OPENAI ? "system" : vendor.id());
    }
}
