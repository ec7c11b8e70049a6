package dev.aibridge.chaos.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request, a step from a good one.
///
/// @param credential the header that holds the key; empty for none
/// @param headers further header lines
record Call(
        String method,
        String path,
        Optional<String> credential,
        Optional<String> type,
        List<String> headers,
        byte[] body) {

    /// A text in every prompt and tool call; nothing of it may be kept anywhere.
    static final String CANARY = "xylophone-canary-4711";

    static final String MESSAGES =
            "\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY + "\"}]";

    Call {
        headers = List.copyOf(headers);
    }

    /// A POST of a JSON body with this key.
    static Call post(String path, String key, byte[] body) {
        return new Call(
                "POST",
                path,
                Optional.of("authorization: Bearer " + key),
                Optional.of("application/json"),
                List.of(),
                body);
    }

    /// A chat completion with this body.
    static Call chat(String key, String body) {
        return post("/v1/chat/completions", key, utf8(body));
    }

    /// A chat completion that is good but for one more field.
    static Call chatWith(String key, String field, String json) {
        return chat(key, body("gpt-4o-mini", ",\"" + field + "\":" + json));
    }

    /// A chat's body.
    ///
    /// @param more further fields, each with a comma before it
    static String body(String model, String more) {
        return "{\"model\":\"" + model + "\"," + MESSAGES + more + "}";
    }

    Call with(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new Call(method, path, credential, type, more, body);
    }

    Call as(String line) {
        return new Call(method, path, Optional.of(line), type, headers, body);
    }

    Call anonymous() {
        return new Call(method, path, Optional.empty(), type, headers, body);
    }

    Call typed(String contentType) {
        Optional<String> other = Optional.of(contentType).filter(text -> !text.isEmpty());
        return new Call(method, path, credential, other, headers, body);
    }

    Call to(String otherMethod, String otherPath) {
        return new Call(otherMethod, otherPath, credential, type, headers, body);
    }

    /// The request with its length.
    byte[] bytes() {
        return bytes("content-length: " + body.length, body);
    }

    /// The request in chunks.
    byte[] chunked() {
        String size = Integer.toHexString(body.length) + "\r\n";
        String text = new String(body, StandardCharsets.UTF_8);
        return bytes("transfer-encoding: chunked", utf8(size + text + "\r\n0\r\n\r\n"));
    }

    /// The request with another header about its body, and these bytes for it.
    byte[] bytes(String framing, byte[] sent) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nhost: gateway\r\n");
        credential.ifPresent(line -> head.append(line).append("\r\n"));
        type.ifPresent(line -> head.append("content-type: ").append(line).append("\r\n"));
        headers.forEach(line -> head.append(line).append("\r\n"));
        head.append(framing).append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(sent);
        return all.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
