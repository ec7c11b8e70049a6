package dev.aibridge.sandbox.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A mail as one of its recipients got it.
///
/// @param to the address of the envelope
/// @param html empty when it has none
record Mail(long id, String to, String from, String subject, Instant at, String text, String html) {

    /// The addresses that it links to, each once, those of the text first.
    List<String> links() {
        return Stream.concat(Links.inText(text), Links.inHtml(html)).distinct().toList();
    }

    ObjectNode toJson() {
        ObjectNode json =
                Json.object()
                        .put("id", String.valueOf(id))
                        .put("to", to)
                        .put("from", from)
                        .put("subject", subject)
                        .put("at", at.toString())
                        .put("text", text)
                        .put("html", html);
        links().forEach(json.withArrayProperty("links")::add);
        return json;
    }
}
