package dev.aibridge.chaos.input;

import static dev.aibridge.chaos.input.Call.MESSAGES;
import static dev.aibridge.chaos.input.Call.utf8;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Bodies that are no JSON, or not JSON that two readers understand alike: 400 `invalid_json`.
final class JsonCases {

    private static final String MODEL = "\"model\":\"gpt-4o-mini\"";
    private static final String GOOD = Call.body("gpt-4o-mini", "");

    private JsonCases() {}

    static Stream<Case> all(String key) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        texts().forEach((name, body) -> bodies.put(name, utf8(body)));
        twice().forEach((name, body) -> bodies.put(name, utf8(body)));
        notUtf8(bodies);
        return bodies.entrySet().stream()
                .map(
                        body ->
                                Case.of(
                                        body.getKey(),
                                        Call.post("/v1/chat/completions", key, body.getValue()),
                                        400,
                                        "invalid_json"));
    }

    private static Map<String, String> texts() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("no body", "");
        bodies.put("nothing but blanks", " \r\n\t ");
        bodies.put("an object that is only begun", "{");
        bodies.put("an object that is cut in a string", "{\"model\":\"gpt-4o");
        bodies.put("an object that is cut after a colon", "{\"model\":");
        bodies.put("an object that lacks its last brace", GOOD.substring(0, GOOD.length() - 1));
        bodies.put("an array", "[" + GOOD + "]");
        bodies.put("a string", "\"" + Call.CANARY + "\"");
        bodies.put("a number", "42");
        bodies.put("null", "null");
        bodies.put("a comma too many in an object", "{" + MODEL + "," + MESSAGES + ",}");
        bodies.put("a comma too many in an array", "{" + MODEL + ",\"messages\":[{},]}");
        bodies.put("no comma between fields", "{" + MODEL + MESSAGES + "}");
        bodies.put("no colon", "{\"model\" \"gpt-4o-mini\"," + MESSAGES + "}");
        bodies.put("single quotes", "{'model':'gpt-4o-mini'}");
        bodies.put("a name without quotes", "{model:\"gpt-4o-mini\"}");
        bodies.put("a comment", "{/* " + Call.CANARY + " */" + MODEL + "," + MESSAGES + "}");
        bodies.put("NaN", Call.body("gpt-4o-mini", ",\"temperature\":NaN"));
        bodies.put("Infinity", Call.body("gpt-4o-mini", ",\"temperature\":Infinity"));
        bodies.put("a number with a leading zero", Call.body("gpt-4o-mini", ",\"n\":01"));
        bodies.put("a number with a plus", Call.body("gpt-4o-mini", ",\"n\":+1"));
        bodies.put("a hexadecimal number", Call.body("gpt-4o-mini", ",\"n\":0x1"));
        bodies.put("a raw line break in a string", "{\"model\":\"gpt\n4o\"," + MESSAGES + "}");
        bodies.put("an escape that is none", "{\"model\":\"gpt\\q\"," + MESSAGES + "}");
        bodies.put("a cut unicode escape", "{\"model\":\"gpt\\u12\"," + MESSAGES + "}");
        bodies.put("a literal that is none", Call.body("gpt-4o-mini", ",\"stream\":True"));
        bodies.put("garbage after the object", GOOD + " x");
        bodies.put("two objects", GOOD + GOOD);
        bodies.put("a brace too many", GOOD + "}");
        bodies.put("a bracket closed by a brace", "{" + MODEL + ",\"messages\":[{}}}");
        bodies.put("nested 65 deep", nested(65));
        bodies.put("nested 10,000 deep", nested(10_000));
        bodies.put("a number of 2,000 digits", number(2_000));
        bodies.put("a form", "model=gpt-4o-mini&messages=" + Call.CANARY);
        return bodies;
    }

    private static Map<String, String> twice() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("a model twice", "{" + MODEL + "," + MODEL + "," + MESSAGES + "}");
        bodies.put("messages twice", "{" + MODEL + "," + MESSAGES + "," + MESSAGES + "}");
        bodies.put(
                "a model twice, once in escapes",
                "{" + MODEL + ",\"\\u006dodel\":\"gpt-4o\"," + MESSAGES + "}");
        bodies.put(
                "a role twice in a message",
                "{"
                        + MODEL
                        + ",\"messages\":[{\"role\":\"user\",\"role\":\"system\",\"content\":\"\"}]}");
        bodies.put(
                "a name twice in a tool's schema",
                Call.body(
                        "gpt-4o-mini",
                        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"a\":1,\"a\":2}}}]"));
        bodies.put(
                "a field twice, deep in one that is passed on",
                Call.body("deepseek-chat", ",\"metadata\":{\"a\":[{\"b\":1,\"b\":2}]}"));
        return bodies;
    }

    private static void notUtf8(Map<String, byte[]> bodies) {
        bodies.put("UTF-16", GOOD.getBytes(StandardCharsets.UTF_16LE));
        bodies.put("UTF-32", GOOD.getBytes(StandardCharsets.UTF_32BE));
        bodies.put("a byte order mark", utf8("\uFEFF" + GOOD));
        bodies.put("a lone continuation byte", withBytes("80"));
        bodies.put("an overlong slash", withBytes("C0AF"));
        bodies.put("an overlong NUL", withBytes("E08080"));
        bodies.put("a surrogate in UTF-8", withBytes("EDA080"));
        bodies.put("a character past U+10FFFF", withBytes("F5808080"));
        bodies.put("a character that is cut", withBytes("E282"));
        bodies.put("Latin-1", withBytes("E9"));
        bodies.put("a NUL in a string", withBytes("00"));
    }

    private static byte[] withBytes(String hex) {
        byte[] good = utf8(Call.body("gpt-4o-mini", ",\"user\":\"@@\""));
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] body = new byte[good.length - 2 + bad.length];
        int at = good.length - "@@\"}".length();
        System.arraycopy(good, 0, body, 0, at);
        System.arraycopy(bad, 0, body, at, bad.length);
        System.arraycopy(good, at + 2, body, at + bad.length, good.length - at - 2);
        return body;
    }

    /// A chat whose unknown field makes it so deep, the object around it counted.
    static String nested(int levels) {
        int inside = levels - 1;
        String tree = "[".repeat(inside) + "]".repeat(inside);
        return Call.body("deepseek-chat", ",\"tree\":" + tree);
    }

    /// A chat with a number of so many digits.
    static String number(int digits) {
        return Call.body("deepseek-chat", ",\"top_p\":0." + "1".repeat(digits - 1));
    }
}
