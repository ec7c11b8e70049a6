package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.openai.rules.ChatRequest;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;

/// What a whole answer and every chunk of a streamed one begin with.
///
/// @param id the vendor's name for the answer, unlike any other's
/// @param createdEpochSeconds when the vendor began
/// @param usage how truthfully usage is reported
public record Envelope(ChatRequest request, String id, long createdEpochSeconds, UsageView usage) {

    /// The id of the answer to a request.
    ///
    /// @param seq the sandbox's number of the request
    public static String id(ChatRequest request, long seq) {
        return "chatcmpl-" + request.digest().hex(20) + String.format("%09d", seq);
    }

    ObjectNode open(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", createdEpochSeconds)
                .put("model", request.model().snapshot());
    }

    ChatVendor vendor() {
        return request.vendor();
    }

    void vendorFields(ObjectNode json) {
        switch (vendor()) {
            case OPENAI ->
                    json.put("service_tier", tier()).put("system_fingerprint", fingerprint());
            case DEEPSEEK -> json.put("system_fingerprint", fingerprint());
            case QWEN -> json.putNull("system_fingerprint");
            case MOONSHOT -> {}
        }
    }

    private String tier() {
        String asked = request.body().path("service_tier").asText("default");
        return asked.equals("auto") ? "default" : asked;
    }

    private String fingerprint() {
        byte[] model = request.model().snapshot().getBytes(StandardCharsets.UTF_8);
        return "fp_" + Digest.of(model).hex(10);
    }
}
