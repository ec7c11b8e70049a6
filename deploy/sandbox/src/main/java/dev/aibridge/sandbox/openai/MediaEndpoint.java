package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Summary;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.openai.render.Media;
import dev.aibridge.sandbox.openai.rules.AudioLength;
import dev.aibridge.sandbox.openai.rules.Multipart;
import dev.aibridge.sandbox.openai.rules.Multipart.Part;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.PlainModel;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `POST audio/transcriptions`, `POST audio/speech` and `POST images/generations`.
final class MediaEndpoint {

    private final InstantSource clock;

    MediaEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    /// Billed by the second.
    Reply transcription(PlainModel model, Multipart form, long seq) {
        Part file = Objects.requireNonNull(form.parts().get("file"));
        Part asked = form.parts().get("response_format");
        String format = asked == null ? "json" : asked.text();
        long seconds = AudioLength.seconds(file.bytes());
        Digest digest = Digest.of(file.bytes().getBytes(StandardCharsets.ISO_8859_1));
        String text = Piece.join(Summary.of(digest));
        Map<String, String> headers = Headers.of(ChatVendor.OPENAI, seq, 50, 0);
        List<Step> script =
                switch (format) {
                    case "text" -> plain(headers, text + "\n");
                    case "srt" -> plain(headers, "1\n" + span(seconds, ',') + text + "\n\n");
                    case "vtt" -> plain(headers, "WEBVTT\n\n" + span(seconds, '.') + text + "\n\n");
                    default ->
                            Script.whole(
                                    200,
                                    headers,
                                    heard(text, seconds, format.equals("verbose_json")),
                                    0);
                };
        return new Reply(script, "finished", new Reply.Billable(model, Usage.ofUnits(seconds)));
    }

    /// Billed by the character.
    Reply speech(PlainModel model, ObjectNode body, long seq) {
        String input = body.path("input").asText();
        String format = body.path("response_format").asText("mp3");
        int characters = input.codePointCount(0, input.length());
        return new Reply(
                Script.body(
                        200,
                        Headers.of(ChatVendor.OPENAI, seq, 50, 0),
                        Media.typeOf(format),
                        Media.silence(format, characters),
                        0),
                "finished",
                new Reply.Billable(model, Usage.ofUnits(characters)));
    }

    /// Billed by tokens: of the prompt, and of each picture by its size and quality.
    Reply image(PlainModel model, ObjectNode body, long seq) {
        int n = body.path("n").asInt(1);
        String size = size(body.path("size").asText("auto"));
        String quality = quality(body.path("quality").asText("auto"));
        long prompt = Tokens.count(body.path("prompt").asText());
        long drawn = (long) n * tokens(size, quality);
        ObjectNode json =
                Json.object()
                        .put("created", clock.instant().getEpochSecond())
                        .put("background", "opaque")
                        .put("output_format", "png")
                        .put("quality", quality)
                        .put("size", size);
        ArrayNode data = json.putArray("data");
        Digest digest = Digest.ofJson(body, List.of("n"));
        String[] sides = size.split("x", 2);
        byte[] picture =
                Media.png(
                        Integer.parseInt(sides[0]),
                        Integer.parseInt(sides[1]),
                        (int) digest.seed());
        for (int i = 0; i < n; i++) {
            data.addObject().put("b64_json", Base64.getEncoder().encodeToString(picture));
        }
        ObjectNode usage = json.putObject("usage").put("input_tokens", prompt);
        usage.putObject("input_tokens_details").put("text_tokens", prompt).put("image_tokens", 0);
        usage.put("output_tokens", drawn).put("total_tokens", prompt + drawn);
        return new Reply(
                Script.whole(200, Headers.of(ChatVendor.OPENAI, seq, 50, prompt), json, 0),
                "finished",
                new Reply.Billable(model, Usage.ofPrompt(prompt, 0, 0).answered(drawn, 0)));
    }

    private static ObjectNode heard(String text, long seconds, boolean verbose) {
        ObjectNode json = Json.object().put("text", text);
        if (verbose) {
            json.put("task", "transcribe").put("language", "english").put("duration", seconds);
            json.putArray("segments");
        }
        json.putObject("usage").put("type", "duration").put("seconds", seconds);
        return json;
    }

    private static List<Step> plain(Map<String, String> headers, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Script.body(200, headers, "text/plain; charset=utf-8", bytes, 0);
    }

    private static String span(long seconds, char point) {
        return "00:00:00%s000 --> %02d:%02d:%02d%s000\n"
                .formatted(point, seconds / 3_600, seconds / 60 % 60, seconds % 60, point);
    }

    private static String size(String asked) {
        return asked.equals("auto") ? "1024x1024" : asked;
    }

    private static String quality(String asked) {
        return asked.equals("auto") ? "medium" : asked;
    }

    /// [The vendor's
    /// table](https://platform.openai.com/docs/guides/image-generation#cost-and-latency)
    private static int tokens(String size, String quality) {
        boolean square = size.equals("1024x1024");
        boolean portrait = size.equals("1024x1536");
        return switch (quality) {
            case "low" -> square ? 272 : portrait ? 408 : 400;
            case "high" -> square ? 4_160 : portrait ? 6_240 : 6_208;
            default -> square ? 1_056 : portrait ? 1_584 : 1_568;
        };
    }
}
