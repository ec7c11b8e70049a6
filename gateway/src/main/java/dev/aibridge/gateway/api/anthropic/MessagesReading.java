package dev.aibridge.gateway.api.anthropic;

import dev.aibridge.gateway.api.body.Fields;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.wire.ContentReader;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.Outline.Kind;
import dev.aibridge.gateway.wire.ToolsReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and checks the body of Anthropic's messages and of their count: what protects money,
/// memory and other tenants. What only the vendor can judge passes to it.
public final class MessagesReading {

    private static final int MAX_MESSAGES = 100_000;
    private static final int MAX_MODEL_CHARS = 256;

    private MessagesReading() {}

    /// Reads a body.
    public static Reading read(byte[] body) {
        ContentReader messages = new ContentReader();
        ContentReader system = new ContentReader();
        ToolsReader tools = new ToolsReader(AnthropicFields::isClientRun);
        Outline.Result result =
                Outline.read(body, Map.of("messages", messages, "system", system, "tools", tools));
        return switch (result) {
            case Outline.Result.Unreadable(String why) ->
                    new Reading.Refused(Refusals.invalidJson(why));
            case Outline.Result.Read(Outline outline) -> check(outline, messages, system, tools);
        };
    }

    private static Reading check(
            Outline outline, ContentReader messages, ContentReader system, ToolsReader tools) {
        Fields fields = new Fields(outline);
        String model = fields.required("model", MAX_MODEL_CHARS);
        boolean stream = fields.flag("stream");
        long limit = fields.integer("max_tokens", 0, Integer.MAX_VALUE, Ask.NO_LIMIT);
        checkMessages(outline, fields, messages);
        fields.of("tools", Kind.ARRAY, "an array");
        fields.of("metadata", Kind.OBJECT, "an object");
        fields.of("thinking", Kind.OBJECT, "an object");
        Refusal refusal = fields.refusal();
        if (refusal == null) {
            refusal = AnthropicFields.CLOSED.check(outline);
        }
        if (refusal == null) {
            refusal = priced(outline, messages, system, tools);
        }
        if (refusal != null) {
            return new Reading.Refused(refusal);
        }
        MessagesAsk.Settings settings = new MessagesAsk.Settings(model, stream, limit);
        return new Reading.Asked(new MessagesAsk(outline, settings, messages, system, tools));
    }

    private static void checkMessages(Outline outline, Fields fields, ContentReader messages) {
        if (outline.get("messages") == null) {
            fields.refuse(Refusals.missingParameter("messages"));
            return;
        }
        fields.of("messages", Kind.ARRAY, "an array");
        if (messages.firstWrong() >= 0) {
            String param = "messages." + messages.firstWrong();
            fields.refuse(Refusals.invalidType(param, "an object"));
        }
        if (messages.count() < 1 || messages.count() > MAX_MESSAGES) {
            String why = "it takes 1 to " + MAX_MESSAGES + " messages";
            fields.refuse(Refusals.invalidValue("messages", why));
        }
    }

    private static @Nullable Refusal priced(
            Outline outline, ContentReader messages, ContentReader system, ToolsReader tools) {
        if (messages.namesVendorFiles() || system.namesVendorFiles()) {
            return Refusals.unsupportedValue(
                    "messages", "a file id names an object at the provider; send the file itself");
        }
        return isHostedToolForced(outline, tools)
                ? Refusals.unsupportedValue("tool_choice", "the tool it forces is not priced here")
                : null;
    }

    /// A hosted tool that is merely offered is taken out; one that is forced can't be.
    private static boolean isHostedToolForced(Outline outline, ToolsReader tools) {
        Field choice = outline.get("tool_choice");
        if (choice == null || choice.kind() != Kind.OBJECT || !tools.hasHosted()) {
            return false;
        }
        if (!(Outline.read(outline.bytes(choice), Map.of()) instanceof Outline.Result.Read read)) {
            return false;
        }
        String type = read.outline().scalar("type");
        String name = read.outline().scalar("name");
        return switch (type) {
            case "any" -> tools.hasHostedOnly();
            case "tool" ->
                    tools.tools().stream()
                            .anyMatch(tool -> !tool.isClientRun() && tool.name().equals(name));
            default -> false;
        };
    }
}
