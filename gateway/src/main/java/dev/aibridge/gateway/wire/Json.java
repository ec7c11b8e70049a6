package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// How JSON is read here: as a stream of tokens over bytes, within limits, never as a tree on the
/// hot path.
public final class Json {

    /// The deepest nesting that is accepted, of a client or a vendor.
    public static final int MAX_DEPTH = 64;

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(100)
                    .build();

    /// For clients: a key that stands twice is an error, since two readers may see different
    /// requests.
    private static final JsonFactory STRICT =
            JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final JsonFactory PLAIN =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();

    private Json() {}

    /// A parser for what a client sent.
    static JsonParser strict(byte[] json) throws IOException {
        return STRICT.createParser(json);
    }

    /// A parser for what a vendor sent.
    static JsonParser plain(byte[] json, int offset, int length) throws IOException {
        return PLAIN.createParser(json, offset, length);
    }

    /// Writes JSON.
    static JsonGenerator generator(OutputStream to) throws IOException {
        return PLAIN.createGenerator(to);
    }

    /// Which limit a document passed, in words that repeat nothing of it.
    static String limitPassed(StreamConstraintsException tooMuch) {
        String message = tooMuch.getOriginalMessage();
        return message != null && message.contains("nesting depth")
                ? "it is nested deeper than " + MAX_DEPTH + " levels"
                : "a name or a number in it is too long";
    }

    /// A text as a JSON string, in quotes.
    public static byte[] quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }
}
