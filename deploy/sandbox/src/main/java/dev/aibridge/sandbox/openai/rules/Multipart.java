package dev.aibridge.sandbox.openai.rules;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A body of `multipart/form-data`, read strictly: CR LF, a name for each part, each only once, the
/// closing boundary last. [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)
public record Multipart(Map<String, Part> parts) {

    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*?boundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile(";\\s*filename=\"([^\"]*)\"");

    public Multipart {
        parts = Map.copyOf(parts);
    }

    /// One field or file.
    ///
    /// @param filename empty for a field
    /// @param bytes its content, one character a byte
    public record Part(String filename, String bytes) {

        /// A field's text.
        public String text() {
            return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    /// The parts of a body; nothing when it is not what its content type says.
    public static Optional<Multipart> of(String contentType, byte[] body) {
        Matcher type = BOUNDARY.matcher(contentType);
        if (!type.matches()) {
            return Optional.empty();
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String mark = "--" + type.group(1);
        if (!text.startsWith(mark) || !text.stripTrailing().endsWith("\r\n" + mark + "--")) {
            return Optional.empty();
        }
        String[] pieces = ("\r\n" + text).split(Pattern.quote("\r\n" + mark), -1);
        Map<String, Part> parts = new HashMap<>();
        for (int i = 1; i < pieces.length - 1; i++) {
            if (!add(parts, pieces[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Multipart(parts));
    }

    private static boolean add(Map<String, Part> parts, String piece) {
        int end = piece.indexOf("\r\n\r\n");
        String head = end < 0 ? "" : piece.substring(0, end);
        Matcher name = NAME.matcher(head);
        if (!piece.startsWith("\r\n") || !name.find()) {
            return false;
        }
        Matcher file = FILE.matcher(head);
        Part part = new Part(file.find() ? file.group(1) : "", piece.substring(end + 4));
        return parts.put(name.group(1), part) == null;
    }
}
