package dev.aibridge.gateway.api.openai;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.api.body.Fields;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.routing.ModelEntry;
import dev.aibridge.gateway.routing.Quirks;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.ChatAnswerReader;
import dev.aibridge.gateway.wire.Edits;
import dev.aibridge.gateway.wire.Json;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An embeddings request: texts or token arrays; what they look like is the vendor's to judge.
public final class EmbeddingsAsk implements Ask {

    private static final int MAX_MODEL_CHARS = 256;
    private static final int MAX_DIMENSIONS = 1_000_000;

    private final Outline outline;
    private final String model;

    private EmbeddingsAsk(Outline outline, String model) {
        this.outline = outline;
        this.model = model;
    }

    /// Reads and checks a body.
    public static Reading read(byte[] body) {
        return switch (Outline.read(body, Map.of())) {
            case Outline.Result.Unreadable(String why) ->
                    new Reading.Refused(Refusals.invalidJson(why));
            case Outline.Result.Read(Outline outline) -> check(outline);
        };
    }

    private static Reading check(Outline outline) {
        Fields fields = new Fields(outline);
        String model = fields.required("model", MAX_MODEL_CHARS);
        Field input = outline.get("input");
        if (input == null) {
            fields.refuse(Refusals.missingParameter("input"));
        } else if (input.kind() != Outline.Kind.STRING && input.kind() != Outline.Kind.ARRAY) {
            fields.refuse(Refusals.invalidType("input", "a string or an array"));
        }
        fields.string("encoding_format");
        fields.string("user");
        fields.integer("dimensions", 1, MAX_DIMENSIONS, 1);
        Refusal refusal =
                fields.refusal() == null ? OpenAiFields.CHAT.check(outline) : fields.refusal();
        return refusal != null
                ? new Reading.Refused(refusal)
                : new Reading.Asked(new EmbeddingsAsk(outline, model));
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.EMBEDDINGS;
    }

    @Override
    public AnswerReader.Maker dialect() {
        return ChatAnswerReader::new;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean streamed() {
        return false;
    }

    @Override
    public boolean wantsUsage() {
        return true;
    }

    @Override
    public byte[] body() {
        return outline.json();
    }

    @Override
    public int messages() {
        return 0;
    }

    @Override
    public int textBytes() {
        return outline.json().length;
    }

    @Override
    public int images() {
        return 0;
    }

    @Override
    public int choices() {
        return 1;
    }

    @Override
    public long outputLimit() {
        return 0;
    }

    /// No two requests belong together.
    @Override
    public long conversation(UUID key) {
        return 0;
    }

    @Override
    public List<String> dropped() {
        return List.of();
    }

    @Override
    public @Nullable Refusal against(ModelEntry model) {
        return null;
    }

    @Override
    public byte[] forVendor(
            Channel channel,
            String upstreamModel,
            long outputLimit,
            UnaryOperator<String> pseudonym) {
        Quirks quirks = channel.quirks();
        Edits edits = new Edits();
        outline.set(edits, "model", Json.quoted(upstreamModel));
        Field user = outline.get("user");
        if (user != null && quirks.endUser()) {
            outline.set(edits, "user", Json.quoted(pseudonym.apply(outline.raw(user))));
        } else {
            outline.remove(edits, Set.of("user"));
        }
        return edits.apply(outline.json());
    }
}
