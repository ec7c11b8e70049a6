package dev.aibridge.gateway.api.openai;

import dev.aibridge.gateway.api.body.Fields;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.wire.Edits;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.Outline.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The settings of a chat request that the gateway acts on.
///
/// @param streamOptionsWithUsage the client's `stream_options` with usage switched on
record ChatSettings(
        String model,
        boolean stream,
        boolean includeUsage,
        byte[] streamOptionsWithUsage,
        int choices,
        long outputLimit) {

    /// Fields that name the client's user or conversation: they leave as pseudonyms.
    static final List<String> IDENTIFIERS =
            List.of("user", "safety_identifier", "prompt_cache_key");

    private static final int MAX_MODEL_CHARS = 256;
    private static final int MAX_CHOICES = 128;
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ONLY_USAGE =
            "{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII);

    /// Reads them; what is wrong is told to the fields.
    static ChatSettings read(Outline outline, Fields fields) {
        String model = fields.required("model", MAX_MODEL_CHARS);
        boolean stream = fields.flag("stream");
        int choices = (int) fields.integer("n", 1, MAX_CHOICES, 1);
        long older = fields.integer("max_tokens", 0, Integer.MAX_VALUE, Ask.NO_LIMIT);
        long newer = fields.integer("max_completion_tokens", 0, Integer.MAX_VALUE, Ask.NO_LIMIT);
        fields.flag("store");
        fields.flag("parallel_tool_calls");
        for (String name : IDENTIFIERS) {
            fields.string(name);
        }
        Field options = fields.of("stream_options", Kind.OBJECT, "an object");
        byte[] given = options == null ? ONLY_USAGE : outline.bytes(options);
        boolean asked = options != null && isUsageAsked(given, fields);
        byte[] withUsage = options == null || asked ? ONLY_USAGE : withUsage(given);
        return new ChatSettings(model, stream, asked, withUsage, choices, Math.max(older, newer));
    }

    private static boolean isUsageAsked(byte[] options, Fields fields) {
        if (!(Outline.read(options, Map.of()) instanceof Outline.Result.Read read)) {
            return false;
        }
        Field asked = read.outline().get("include_usage");
        if (asked != null && asked.kind() != Kind.BOOLEAN) {
            fields.refuse(Refusals.invalidType("stream_options.include_usage", "a boolean"));
        }
        return asked != null && "true".equals(asked.scalar());
    }

    private static byte[] withUsage(byte[] options) {
        if (!(Outline.read(options, Map.of()) instanceof Outline.Result.Read read)
                || !read.outline().fields().iterator().hasNext()) {
            return ONLY_USAGE;
        }
        Edits edits = new Edits();
        read.outline().set(edits, "include_usage", TRUE);
        return edits.apply(options);
    }
}
