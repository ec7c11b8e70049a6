package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a message says: text, parts and images.
final class ContentRules {

    private static final Pattern DATA_URL =
            Pattern.compile("data:([^;,]*)(;base64)?,(.*)", Pattern.DOTALL);
    private static final Set<String> IMAGE_TYPES =
            Set.of("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp");
    private static final List<String> PARTS =
            List.of("text", "image_url", "input_audio", "refusal", "file");

    private final Objections objections;
    private final boolean imagesTaken;

    ContentRules(Objections objections, boolean imagesTaken) {
        this.objections = objections;
        this.imagesTaken = imagesTaken;
    }

    void check(JsonNode message, String path, int index) {
        JsonNode content = message.path("content");
        boolean mayBeEmpty =
                message.path("role").asText().equals("assistant")
                        && (message.hasNonNull("tool_calls")
                                || message.hasNonNull("function_call")
                                || message.hasNonNull("refusal"));
        if (content.isMissingNode() || content.isNull()) {
            objections.unless(mayBeEmpty, () -> noContent(path, index, content));
            return;
        }
        objections.unless(
                content.isTextual() || content.isArray(),
                () ->
                        Say.wrongType(
                                path + ".content", "one of a string or array of objects", content));
        objections.unless(
                !content.isArray() || !content.isEmpty(), () -> Say.emptyArray(path + ".content"));
        for (int i = 0; i < content.size(); i++) {
            part(content.get(i), path + ".content[" + i + "]", message.path("role").asText());
        }
    }

    private static ApiError noContent(String path, int index, JsonNode content) {
        return content.isNull()
                ? ApiError.invalid(
                        "Invalid value for 'content': expected a string, got null.",
                        "messages.[" + index + "].content",
                        null)
                : Say.missing(path + ".content");
    }

    private void part(JsonNode part, String path, String role) {
        objections.unless(part.isObject(), () -> Say.wrongType(path, "an object", part));
        Fields fields = new Fields(objections, part, path);
        fields.required("type");
        fields.oneOf("type", PARTS);
        switch (part.path("type").asText()) {
            case "text" -> fields.requiredString("text");
            case "refusal" -> fields.requiredString("refusal");
            case "image_url" -> image(part, path, role);
            case "input_audio", "file" ->
                    objections.unless(false, () -> onlyCertainModels(part, path));
            default -> objections.unless(false, () -> Say.wrongType(path, "a known part", part));
        }
    }

    private void image(JsonNode part, String path, String role) {
        objections.unless(
                role.equals("user"),
                () ->
                        ApiError.invalid(
                                "Image URLs are only allowed for messages with role 'user', but"
                                        + " this message with role '"
                                        + role
                                        + "' contains an image URL.",
                                path,
                                "invalid_value"));
        objections.unless(imagesTaken, () -> onlyCertainModels(part, path));
        String at = path + ".image_url";
        new Fields(objections, part, path).required("image_url");
        JsonNode image = part.path("image_url");
        objections.unless(image.isObject(), () -> Say.wrongType(at, "an object", image));
        Fields fields = new Fields(objections, image, at);
        fields.requiredString("url");
        fields.oneOf("detail", List.of("low", "auto", "high"));
        url(image.path("url").asText(), at + ".url");
    }

    private void url(String url, String param) {
        if (url.startsWith("https://") || url.startsWith("http://")) {
            return;
        }
        Matcher data = DATA_URL.matcher(url);
        objections.unless(
                data.matches(),
                () ->
                        ApiError.invalid(
                                "Invalid '"
                                        + param
                                        + "'. Expected a valid URL, but got a value with an invalid"
                                        + " format.",
                                param,
                                "invalid_value"));
        if (!data.matches()) {
            return;
        }
        objections.unless(
                IMAGE_TYPES.contains(data.group(1)) && data.group(2) != null,
                () ->
                        ApiError.invalid(
                                "Invalid MIME type. Only image types are supported.",
                                null,
                                "invalid_image_format"));
        objections.unless(
                isBase64(data.group(3)),
                () -> ApiError.invalid("Invalid base64 image_url.", param, "invalid_base64"));
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static ApiError onlyCertainModels(JsonNode part, String path) {
        return ApiError.invalid(
                "Invalid content type. "
                        + part.path("type").asText()
                        + " is only supported by certain models.",
                path + ".type",
                null);
    }
}
