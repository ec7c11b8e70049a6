package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What the gateway learns of Anthropic's `messages` or `system` while it skips over them
/// (Anthropic API reference, "Messages").
public final class ContentReader implements Outline.Nested {

    /// A page of a document is read as a text and an image; it has some 64 KiB of base64.
    private static final int PAGE_BYTES = 1 << 16;

    private int count;
    private int firstWrong = -1;
    private int images;
    private boolean vendorFiles;
    private boolean hourMarks;
    private boolean otherMarks;
    private int mediaBytes;
    private int start;
    private int firstUserEnd;

    @Override
    public void read(JsonParser parser) throws IOException {
        start = (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                element(parser);
            } else {
                firstWrong = firstWrong < 0 ? count : firstWrong;
                parser.skipChildren();
            }
            count++;
            token = parser.nextToken();
        }
        if (firstUserEnd == 0) {
            firstUserEnd = (int) parser.currentLocation().getByteOffset();
        }
    }

    private void element(JsonParser parser) throws IOException {
        boolean user = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean role = parser.currentName().equals("role");
            if (role) {
                parser.nextToken();
                user |= "user".equals(parser.getText());
                parser.skipChildren();
            } else {
                field(parser);
            }
        }
        if (user && firstUserEnd == 0) {
            firstUserEnd = (int) parser.currentLocation().getByteOffset();
        }
    }

    /// A field of a message or a block, at whose name the parser stands. What a call was given is
    /// the client's own, whatever its fields are called.
    private void field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
            case "source" -> source(parser);
            case "cache_control" -> mark(parser);
            case "input" -> parser.skipChildren();
            default -> {
                if (value == JsonToken.START_ARRAY) {
                    array(parser);
                } else if (value == JsonToken.START_OBJECT) {
                    object(parser);
                }
            }
        }
    }

    private void array(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                object(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            field(parser);
        }
    }

    /// Where an image or a document comes from. A document of text counts as text.
    private void source(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String type = "";
        boolean image = false;
        int bytes = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getText() : type;
                case "media_type" ->
                        image =
                                value == JsonToken.VALUE_STRING
                                        && parser.getText().startsWith("image/");
                case "data" -> bytes = length(parser);
                case "content" -> {
                    if (value == JsonToken.START_ARRAY) {
                        array(parser);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        switch (type) {
            case "base64" -> {
                mediaBytes += bytes;
                images += image ? 1 : 2 * (1 + bytes / PAGE_BYTES);
            }
            case "url" -> images++;
            case "file" -> vendorFiles = true;
            default -> {}
        }
    }

    private static int length(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset() - from;
    }

    private void mark(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        boolean hour = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean ttl = parser.currentName().equals("ttl");
            JsonToken value = parser.nextToken();
            hour |= ttl && value == JsonToken.VALUE_STRING && parser.getText().equals("1h");
            parser.skipChildren();
        }
        hourMarks |= hour;
        otherMarks |= !hour;
    }

    /// How many messages there are.
    public int count() {
        return count;
    }

    /// The position of the first element that is no object; −1 when there is none.
    public int firstWrong() {
        return firstWrong;
    }

    /// How many images there are; a page of a document counts as two.
    public int images() {
        return images;
    }

    /// Whether a file is named by a vendor's id; such files belong to the vendor account, not to a
    /// tenant.
    public boolean namesVendorFiles() {
        return vendorFiles;
    }

    /// Whether something is marked for the cache, for an hour.
    public boolean hasHourMarks() {
        return hourMarks;
    }

    /// Whether something is marked for the cache, for less than an hour.
    public boolean hasOtherMarks() {
        return otherMarks;
    }

    /// Bytes of images and documents, which do not count like text.
    public int mediaBytes() {
        return mediaBytes;
    }

    /// Where the messages begin.
    public int start() {
        return start;
    }

    /// Where the first turn of a user ends: what comes before names the conversation.
    public int firstUserEnd() {
        return firstUserEnd;
    }
}
