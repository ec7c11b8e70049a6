package dev.aibridge.gateway.api.openai;

import dev.aibridge.gateway.api.body.Fields;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.wire.MessagesReader;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.Outline.Kind;
import dev.aibridge.gateway.wire.ToolsReader;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and checks a chat completion's body: what protects money, memory and other tenants. What
/// only the vendor can judge passes to it.
public final class ChatReading {

    /// The most messages a request may have.
    static final int MAX_MESSAGES = 100_000;

    private static final Set<String> CLIENT_RUN_CHOICES =
            Set.of("function", "custom", "allowed_tools");

    private ChatReading() {}

    /// Reads a body.
    public static Reading read(byte[] body) {
        MessagesReader messages = new MessagesReader();
        ToolsReader tools = new ToolsReader("custom"::equals);
        Outline.Result result = Outline.read(body, Map.of("messages", messages, "tools", tools));
        return switch (result) {
            case Outline.Result.Unreadable(String why) ->
                    new Reading.Refused(Refusals.invalidJson(why));
            case Outline.Result.Read(Outline outline) -> check(outline, messages, tools);
        };
    }

    private static Reading check(Outline outline, MessagesReader messages, ToolsReader tools) {
        Fields fields = new Fields(outline);
        ChatSettings settings = ChatSettings.read(outline, fields);
        checkMessages(outline, fields, messages);
        fields.of("tools", Kind.ARRAY, "an array");
        Refusal refusal = fields.refusal();
        if (refusal == null) {
            refusal = OpenAiFields.CHAT.check(outline);
        }
        if (refusal == null) {
            refusal = priced(outline, messages, tools);
        }
        return refusal != null
                ? new Reading.Refused(refusal)
                : new Reading.Asked(new ChatAsk(outline, settings, messages, tools));
    }

    private static void checkMessages(Outline outline, Fields fields, MessagesReader messages) {
        if (outline.get("messages") == null) {
            fields.refuse(Refusals.missingParameter("messages"));
            return;
        }
        fields.of("messages", Kind.ARRAY, "an array");
        if (messages.firstWrong() >= 0) {
            String param = "messages[" + messages.firstWrong() + "]";
            fields.refuse(Refusals.invalidType(param, "an object"));
        }
        if (messages.count() < 1 || messages.count() > MAX_MESSAGES) {
            String why = "it takes 1 to " + MAX_MESSAGES + " messages";
            fields.refuse(Refusals.invalidValue("messages", why));
        }
    }

    private static @Nullable Refusal priced(
            Outline outline, MessagesReader messages, ToolsReader tools) {
        if (messages.namesVendorFiles()) {
            return Refusals.unsupportedValue(
                    "messages", "a file id names an object at the provider; send the file itself");
        }
        Field modalities = outline.get("modalities");
        boolean audioOut = modalities != null && outline.raw(modalities).contains("\"audio\"");
        if (messages.hasAudio() || audioOut) {
            String param = audioOut ? "modalities" : "messages";
            return Refusals.unsupportedValue(param, "audio is not priced here");
        }
        return isHostedToolForced(outline, tools)
                ? Refusals.unsupportedValue("tool_choice", "the tool it forces is not priced here")
                : null;
    }

    /// A hosted tool that is merely offered is taken out; one that is forced can't be.
    private static boolean isHostedToolForced(Outline outline, ToolsReader tools) {
        Field choice = outline.get("tool_choice");
        if (choice == null) {
            return false;
        }
        if (choice.kind() == Kind.STRING) {
            return tools.hasHostedOnly() && "required".equals(choice.scalar());
        }
        Outline.Result read = Outline.read(outline.bytes(choice), Map.of());
        if (!(read instanceof Outline.Result.Read(Outline inner))) {
            return false;
        }
        Field type = inner.get("type");
        String scalar = type == null ? null : type.scalar();
        return scalar != null && !CLIENT_RUN_CHOICES.contains(scalar);
    }
}
