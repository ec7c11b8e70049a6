package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatModel.ImageTokens;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.Optional;

/// Whether a vendor takes a chat request, before anything is counted. Read this first.
public final class ChatRules {

    private ChatRules() {}

    /// The vendor's refusal, in OpenAI's words; nothing when the request is fine.
    ///
    /// @param model the model the request names
    public static Optional<ApiError> check(ChatVendor vendor, ChatModel model, JsonNode body) {
        boolean openai = vendor == ChatVendor.OPENAI;
        ImageTokens images = model.images();
        Objections objections = new Objections();
        if (openai) {
            ParameterRules.unknown(objections, body);
        }
        new MessageRules(objections, new ContentRules(objections, images != null), openai)
                .check(body);
        ParameterRules.sampling(objections, body, vendor == ChatVendor.MOONSHOT ? 1 : 2);
        ParameterRules.delivery(objections, body);
        new ToolRules(objections, openai).check(body);
        FormatRules.check(objections, body);
        if (openai) {
            ParameterRules.style(objections, body);
            ModelRules.openai(objections, body, model);
        } else {
            ModelRules.limits(objections, body, model);
        }
        return objections.first();
    }
}
