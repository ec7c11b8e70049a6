package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Whether the API takes a request, before anything is counted. Read this first.
public final class MessagesRules {

    private final MessagesRequest request;
    private final Objections objections = new Objections();

    private MessagesRules(MessagesRequest request) {
        this.request = request;
    }

    /// What the API says against a request for an answer; nothing when it is fine.
    ///
    /// @param version of the API that the request names
    public static Optional<String> forAnswer(MessagesRequest request, String version) {
        return new MessagesRules(request).check(version, false);
    }

    /// What it says against a request for a count.
    public static Optional<String> forCount(MessagesRequest request, String version) {
        return new MessagesRules(request).check(version, true);
    }

    private Optional<String> check(String version, boolean counting) {
        JsonNode body = request.body();
        ParameterRules parameters = new ParameterRules(objections, body, request.model());
        parameters.known(request.betas(), version, counting);
        parameters.values();
        new ThinkingRules(objections, request.model()).check(body);
        new ContextRules(objections, request.betas()).check(body);
        boolean thinking = body.path("thinking").path("type").asText().equals("enabled");
        CacheMarks marks = new CacheMarks(objections, request.betas());
        new ToolRules(objections, marks, request.model()).check(body, thinking);
        BlockRules blocks = new BlockRules(objections, marks, request);
        blocks.system(body.path("system"));
        TurnRules turns = new TurnRules(objections, request.model());
        turns.messages(body, blocks);
        marks.check(body, "");
        if (objections.none()) {
            turns.order(body, thinking);
        }
        marks.together();
        objections.unless(
                body.path("tools").isArray() || !mentionsTools(body),
                () ->
                        "Requests which include `tool_use` or `tool_result` blocks must define"
                                + " tools.");
        return objections.first();
    }

    private static boolean mentionsTools(JsonNode body) {
        for (JsonNode message : body.path("messages")) {
            for (JsonNode block : message.path("content")) {
                String type = block.path("type").asText();
                if (type.equals("tool_use") || type.equals("tool_result")) {
                    return true;
                }
            }
        }
        return false;
    }
}
