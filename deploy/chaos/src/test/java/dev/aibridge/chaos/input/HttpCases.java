package dev.aibridge.chaos.input;

import static dev.aibridge.chaos.input.Call.utf8;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Requests that are wrong before their body is looked at.
final class HttpCases {

    /// The body limit of the gateway that these are sent to.
    static final int MAX_BODY = 65_536;

    private static final byte[] NOTHING = new byte[0];

    private final Call good;

    private HttpCases(String key) {
        this.good = Call.chat(key, Call.body("gpt-4o-mini", ""));
    }

    static Stream<Case> all(String key) {
        HttpCases cases = new HttpCases(key);
        return Stream.of(
                        cases.paths(),
                        cases.methods(),
                        cases.types(),
                        cases.bodies(),
                        cases.heads(),
                        cases.noHttp())
                .flatMap(all -> all);
    }

    private Stream<Case> paths() {
        return Stream.of(
                unknown("a path no route knows", "/v1/nothing"),
                unknown("a route that is not offered", "/v1/audio/speech"),
                unknown("a path that goes up", "/v1/../../etc/passwd"),
                unknown("a path in other letters", "/V1/Chat/Completions"),
                unknown("a path with a slash too many", "/v1/chat/completions/"),
                unknown("management is not here", "/q/metrics"),
                Case.of("no such model", good.to("GET", "/v1/models/gpt-0"), 404, "model_not_found")
                        .param("model"),
                Case.of(
                                "a model name that is no escape",
                                good.to("GET", "/v1/models/%zz%00"),
                                404,
                                "model_not_found")
                        .param("model"));
    }

    private Case unknown(String name, String path) {
        return Case.of(name, good.to("POST", path), 404, "unknown_url");
    }

    private Stream<Case> methods() {
        return Stream.of("GET", "PUT", "DELETE", "PATCH", "BREW")
                .map(
                        method ->
                                Case.of(
                                        method + " of chat completions",
                                        good.to(method, "/v1/chat/completions"),
                                        405,
                                        "method_not_allowed"))
                .flatMap(
                        one ->
                                one.name().startsWith("GET")
                                        ? Stream.of(one, notThere("POST", "/v1/models"))
                                        : Stream.of(one));
    }

    private Case notThere(String method, String path) {
        return Case.of(method + " of " + path, good.to(method, path), 405, "method_not_allowed");
    }

    private Stream<Case> types() {
        return Stream.of(
                media("no content type", good.typed("")),
                media("plain text", good.typed("text/plain")),
                media("a form's type", good.typed("application/x-www-form-urlencoded")),
                media("a multipart form", good.typed("multipart/form-data; boundary=x")),
                media("a type that begins like JSON", good.typed("application/jsonp")),
                media("a compressed body", good.with("content-encoding: gzip")),
                media("a body in an unknown coding", good.with("content-encoding: br, gzip")));
    }

    private static Case media(String name, Call call) {
        return Case.of(name, call, 415, "unsupported_media_type");
    }

    private Stream<Case> bodies() {
        byte[] large = sized(MAX_BODY + 1);
        Call huge = Call.post(good.path(), "", large).as(good.credential().orElseThrow());
        return Stream.of(
                tooLarge("a body of one byte too many", huge.bytes()),
                tooLarge("a chunked body of one byte too many", huge.chunked()),
                tooLarge(
                        "a length of a terabyte",
                        good.bytes("content-length: 1099511627776", NOTHING)),
                Case.of(
                        "a body that does not come",
                        good.bytes("content-length: 100", utf8("{\"model\"")),
                        408,
                        "request_timeout"),
                Case.of(
                        "chunks that do not come",
                        good.bytes("transfer-encoding: chunked", utf8("5\r\n{\"mod\r\n")),
                        408,
                        "request_timeout"));
    }

    private static Case tooLarge(String name, byte[] request) {
        return Case.of(name, request, 413, "request_too_large");
    }

    /// A good body of exactly so many bytes.
    static byte[] sized(int bytes) {
        String body = Call.body("gpt-4o-mini", "");
        return utf8(body + " ".repeat(bytes - body.length()));
    }

    private Stream<Case> heads() {
        Call many = good;
        for (int i : IntStream.range(0, 101).toArray()) {
            many = many.with("x-" + i + ": " + i);
        }
        return Stream.of(
                Case.of(
                        "a URL of 9,000 characters",
                        good.to("GET", "/v1/models?" + "x".repeat(9_000)),
                        414,
                        "uri_too_long"),
                Case.of(
                        "a header of 20 KiB",
                        good.with("x-long: " + "x".repeat(20_000)),
                        431,
                        "headers_too_large"),
                Case.of("more than 100 headers", many, 431, "headers_too_large"));
    }

    private Stream<Case> noHttp() {
        return Stream.of(
                malformed("garbage", "GARBAGE\r\n\r\n"),
                malformed("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"),
                malformed("a version that is none", "GET /v1/models HTTP/x\r\n\r\n"),
                malformed("a header without a colon", "GET / HTTP/1.1\r\nhost gateway\r\n\r\n"),
                malformed("a header with a blank name", "GET / HTTP/1.1\r\n : x\r\n\r\n"),
                malformed("a length that is negative", lengths("-5")),
                malformed("a length that is no number", lengths("many")),
                malformed("two lengths", lengths("5\r\ncontent-length: 6")),
                malformed(
                        "a length and chunks",
                        lengths("5\r\ntransfer-encoding: chunked") + "0\r\n\r\n"));
    }

    private String lengths(String length) {
        return new String(
                good.bytes("content-length: " + length, NOTHING), StandardCharsets.ISO_8859_1);
    }

    private static Case malformed(String name, String bytes) {
        return Case.of(name, bytes.getBytes(StandardCharsets.ISO_8859_1), 400, "malformed_http");
    }
}
