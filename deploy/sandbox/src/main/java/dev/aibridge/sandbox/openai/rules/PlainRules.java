package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.openai.rules.Multipart.Part;
import dev.aibridge.sandbox.vendor.PlainModel;
import dev.aibridge.sandbox.wire.ApiError;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether OpenAI takes a request for a legacy completion, audio, images or a moderation.
public final class PlainRules {

    private static final int MAX_IMAGES = 10;
    private static final List<String> VOICES =
            List.of(
                    "alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage",
                    "shimmer", "verse", "marin", "cedar");
    private static final List<String> AUDIO =
            List.of("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm");

    private PlainRules() {}

    /// The refusal of a JSON request; nothing when it is fine.
    public static Optional<ApiError> check(PlainModel model, ObjectNode body) {
        Objections objections = new Objections();
        Fields fields = new Fields(objections, body, "");
        switch (model.use()) {
            case COMPLETION -> completion(objections, fields, body, model);
            case SPEECH -> speech(objections, fields, body, model);
            case IMAGE -> image(objections, fields, body);
            case MODERATION -> {
                fields.only(Set.of("model", "input"));
                fields.required("input");
            }
            case TRANSCRIPTION -> throw new IllegalArgumentException("comes as a form");
        }
        return objections.first();
    }

    /// The refusal of a form with speech in it.
    public static Optional<ApiError> transcription(Multipart form) {
        Objections objections = new Objections();
        ObjectNode texts = Json.object();
        form.parts()
                .forEach(
                        (name, part) -> {
                            if (!name.equals("file")) {
                                texts.put(name, part.text());
                            }
                        });
        Fields fields = new Fields(objections, texts, "");
        fields.only(
                Set.of(
                        "model",
                        "language",
                        "prompt",
                        "response_format",
                        "temperature",
                        "timestamp_granularities[]"));
        fields.oneOf("response_format", List.of("json", "text", "srt", "verbose_json", "vtt"));
        Part file = form.parts().get("file");
        objections.unless(file != null, () -> Say.missing("file"));
        if (file != null) {
            sound(objections, file);
        }
        return objections.first();
    }

    private static void sound(Objections objections, Part file) {
        String name = file.filename().toLowerCase(Locale.ROOT);
        objections.unless(
                AUDIO.contains(name.substring(name.lastIndexOf('.') + 1)),
                () ->
                        ApiError.invalid(
                                "Invalid file format. Supported formats: ['"
                                        + String.join("', '", AUDIO)
                                        + "']",
                                null,
                                null));
        objections.unless(
                AudioLength.seconds(file.bytes()) > 0,
                () ->
                        ApiError.invalid(
                                "Audio file is too short. Minimum audio length is 0.1 seconds.",
                                "file",
                                "audio_too_short"));
    }

    private static void completion(
            Objections objections, Fields fields, JsonNode body, PlainModel model) {
        fields.only(
                Set.of(
                        "model",
                        "prompt",
                        "max_tokens",
                        "n",
                        "best_of",
                        "echo",
                        "stop",
                        "stream",
                        "stream_options",
                        "suffix",
                        "seed",
                        "temperature",
                        "top_p",
                        "logprobs",
                        "logit_bias",
                        "presence_penalty",
                        "frequency_penalty",
                        "user"));
        fields.required("prompt");
        JsonNode prompt = body.path("prompt");
        objections.unless(
                prompt.isTextual() || (prompt.isArray() && !prompt.isEmpty()),
                () -> Say.wrongType("prompt", "one of a string or array of strings", prompt));
        fields.integer("max_tokens", 0, model.contextTokens());
        fields.integer("n", 1, 128);
        fields.decimal("temperature", 0, 2);
        fields.decimal("top_p", 0, 1);
        fields.bool("stream");
        fields.bool("echo");
    }

    private static void speech(
            Objections objections, Fields fields, JsonNode body, PlainModel model) {
        fields.only(
                Set.of(
                        "model",
                        "input",
                        "voice",
                        "instructions",
                        "response_format",
                        "speed",
                        "stream_format"));
        fields.requiredString("input");
        fields.string("input", model.contextTokens());
        objections.unless(!body.path("input").asText().isEmpty(), () -> Say.emptyString("input"));
        fields.required("voice");
        fields.oneOf("voice", VOICES);
        fields.decimal("speed", 0.25, 4);
        fields.oneOf("response_format", List.of("mp3", "wav", "pcm"));
        fields.oneOf("stream_format", List.of("audio"));
    }

    private static void image(Objections objections, Fields fields, JsonNode body) {
        fields.only(
                Set.of(
                        "model",
                        "prompt",
                        "n",
                        "size",
                        "quality",
                        "background",
                        "moderation",
                        "output_format",
                        "output_compression",
                        "user"));
        fields.requiredString("prompt");
        objections.unless(!body.path("prompt").asText().isEmpty(), () -> Say.emptyString("prompt"));
        fields.integer("n", 1, MAX_IMAGES);
        fields.oneOf("size", List.of("auto", "1024x1024", "1024x1536", "1536x1024"));
        fields.oneOf("quality", List.of("auto", "low", "medium", "high"));
        fields.oneOf("background", List.of("auto", "opaque", "transparent"));
        fields.oneOf("output_format", List.of("png"));
    }
}
