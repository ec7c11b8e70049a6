package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where images and documents come from: inline, a URL, plain text, a file kept by the vendor.
final class SourceRules {

    private static final List<String> IMAGES =
            List.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Objections objections;

    SourceRules(Objections objections) {
        this.objections = objections;
    }

    void image(JsonNode source, String path) {
        String type = tag(source, path, List.of("base64", "file", "url"));
        String at = path + "." + type;
        Fields fields = new Fields(objections, source, at);
        switch (type) {
            case "base64" -> {
                fields.only(Set.of("type", "media_type", "data"), Set.of());
                fields.oneOf("media_type", IMAGES);
                data(source, at);
                looksAsSaid(source, at);
            }
            case "url" -> url(source, fields, at);
            default -> noFiles(path);
        }
    }

    void document(JsonNode source, String path) {
        String type = tag(source, path, List.of("base64", "content", "file", "text", "url"));
        String at = path + "." + type;
        Fields fields = new Fields(objections, source, at);
        switch (type) {
            case "base64" -> {
                fields.only(Set.of("type", "media_type", "data"), Set.of());
                fields.oneOf("media_type", List.of("application/pdf"));
                data(source, at);
                boolean pdf = source.path("data").asText().startsWith("JVBER");
                objections.unless(pdf, () -> at + ".data: The PDF specified was not valid.");
            }
            case "text" -> {
                fields.only(Set.of("type", "media_type", "data"), Set.of());
                fields.oneOf("media_type", List.of("text/plain"));
                fields.string("data");
            }
            case "content" -> fields.only(Set.of("type", "content"), Set.of());
            case "url" -> url(source, fields, at);
            default -> noFiles(path);
        }
    }

    private String tag(JsonNode source, String path, List<String> tags) {
        String type = source.path("type").asText();
        objections.unless(source.isObject(), () -> path + ": Input should be an object");
        objections.unless(
                tags.contains(type),
                () ->
                        "%s: Input tag '%s' found using 'type' does not match any of the expected tags: '%s'"
                                .formatted(path, type, String.join("', '", tags)));
        return type;
    }

    private void data(JsonNode source, String at) {
        objections.unless(
                source.path("data").isTextual()
                        && BlockRules.isBase64(source.path("data").asText()),
                () -> at + ".data: Input should be valid base64");
    }

    private void looksAsSaid(JsonNode source, String at) {
        if (!objections.none()) {
            return;
        }
        String said = source.path("media_type").asText();
        Optional<String> seen = seen(Base64.getDecoder().decode(source.path("data").asText()));
        objections.unless(seen.isPresent(), () -> "Could not process image");
        objections.unless(
                seen.filter(said::equals).isPresent(),
                () ->
                        ("%s.data: The image was specified using the %s media type, but the image"
                                        + " appears to be a %s image")
                                .formatted(at, said, seen.orElse("")));
    }

    private static Optional<String> seen(byte[] file) {
        String head = new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) {
            return Optional.of("image/png");
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (head.startsWith("GIF8")) {
            return Optional.of("image/gif");
        }
        boolean webp = head.startsWith("RIFF") && head.startsWith("WEBP", 8);
        return webp ? Optional.of("image/webp") : Optional.empty();
    }

    private void url(JsonNode source, Fields fields, String at) {
        fields.only(Set.of("type", "url"), Set.of());
        fields.string("url");
        objections.unless(
                source.path("url").asText().startsWith("https://"),
                () -> at + ".url: Only HTTPS URLs are supported.");
    }

    private void noFiles(String path) {
        objections.unless(false, () -> path + ".file: File not found");
    }
}
