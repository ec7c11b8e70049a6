package dev.aibridge.gateway.api.openai;

import dev.aibridge.gateway.api.body.Fields;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.wire.InputReader;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.Outline.Kind;
import dev.aibridge.gateway.wire.ToolsReader;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and checks the body of OpenAI's responses: what protects money, memory and other tenants.
/// What only the vendor can judge passes to it.
public final class ResponsesReading {

    private static final int MAX_ITEMS = 100_000;
    private static final int MAX_MODEL_CHARS = 256;

    /// Tools that the client runs itself (OpenAI API reference, "Tools").
    private static final Set<String> CLIENT_RUN =
            Set.of(
                    "custom",
                    "namespace",
                    "local_shell",
                    "apply_patch",
                    "computer_use_preview",
                    "computer");

    private static final Set<String> CLIENT_RUN_CHOICES =
            Set.of("function", "custom", "allowed_tools", "apply_patch", "local_shell", "computer");

    private ResponsesReading() {}

    /// Reads a body.
    public static Reading read(byte[] body) {
        InputReader input = new InputReader();
        ToolsReader tools = new ToolsReader(CLIENT_RUN::contains);
        return switch (Outline.read(body, Map.of("input", input, "tools", tools))) {
            case Outline.Result.Unreadable(String why) ->
                    new Reading.Refused(Refusals.invalidJson(why));
            case Outline.Result.Read(Outline outline) -> check(outline, input, tools);
        };
    }

    private static Reading check(Outline outline, InputReader input, ToolsReader tools) {
        Fields fields = new Fields(outline);
        String model = fields.required("model", MAX_MODEL_CHARS);
        boolean stream = fields.flag("stream");
        long limit = fields.integer("max_output_tokens", 0, Integer.MAX_VALUE, Ask.NO_LIMIT);
        fields.flag("store");
        fields.flag("parallel_tool_calls");
        fields.of("tools", Kind.ARRAY, "an array");
        for (String name : ChatSettings.IDENTIFIERS) {
            fields.string(name);
        }
        checkInput(outline, fields, input);
        Refusal refusal = fields.refusal();
        if (refusal == null) {
            refusal = background(outline);
        }
        if (refusal == null) {
            refusal = OpenAiFields.RESPONSES.check(outline);
        }
        if (refusal == null) {
            refusal = priced(outline, input, tools);
        }
        ResponsesAsk.Settings settings = new ResponsesAsk.Settings(model, stream, limit);
        return refusal != null
                ? new Reading.Refused(refusal)
                : new Reading.Asked(new ResponsesAsk(outline, settings, input, tools));
    }

    private static void checkInput(Outline outline, Fields fields, InputReader input) {
        Field field = outline.get("input");
        if (field == null) {
            fields.refuse(Refusals.missingParameter("input"));
        } else if (field.kind() != Kind.STRING && field.kind() != Kind.ARRAY) {
            fields.refuse(Refusals.invalidType("input", "a string or an array"));
        } else if (input.firstWrong() >= 0) {
            String param = "input[" + input.firstWrong() + "]";
            fields.refuse(Refusals.invalidType(param, "an object"));
        } else if (input.count() > MAX_ITEMS) {
            String why = "it takes at most " + MAX_ITEMS + " items";
            fields.refuse(Refusals.invalidValue("input", why));
        }
    }

    /// The vendor would keep the answer, and hand it to whoever knows its id.
    private static @Nullable Refusal background(Outline outline) {
        return outline.scalar("background").equals("true")
                ? Refusals.unsupportedValue("background", "answers are not kept at the provider")
                : null;
    }

    private static @Nullable Refusal priced(Outline outline, InputReader input, ToolsReader tools) {
        if (input.namesVendorObjects()) {
            return Refusals.unsupportedValue(
                    "input", "it names an object at the provider; send the object itself");
        }
        if (input.hasAudio()) {
            return Refusals.unsupportedValue("input", "audio is not priced here");
        }
        return isHostedToolForced(outline, tools)
                ? Refusals.unsupportedValue("tool_choice", "the tool it forces is not priced here")
                : null;
    }

    /// A hosted tool that is merely offered is taken out; one that is forced can't be. Codex offers
    /// `web_search` in every request.
    private static boolean isHostedToolForced(Outline outline, ToolsReader tools) {
        Field choice = outline.get("tool_choice");
        if (choice == null) {
            return false;
        }
        if (choice.kind() == Kind.STRING) {
            return tools.hasHostedOnly() && "required".equals(choice.scalar());
        }
        return Outline.read(outline.bytes(choice), Map.of()) instanceof Outline.Result.Read read
                && !CLIENT_RUN_CHOICES.contains(read.outline().scalar("type"));
    }
}
