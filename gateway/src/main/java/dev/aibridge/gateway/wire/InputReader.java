package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What the gateway learns of the `input` of OpenAI's responses while it skips over it (OpenAI API
/// reference, "Create a model response").
public final class InputReader implements Outline.Nested {

    /// A page of a file is read as a text and an image; it has some 64 KiB of base64.
    private static final int PAGE_BYTES = 1 << 16;

    private int count;
    private int firstWrong = -1;
    private int images;
    private int mediaBytes;
    private boolean vendorObjects;
    private boolean audio;
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
                boolean user = object(parser);
                if (user && firstUserEnd == 0) {
                    firstUserEnd = (int) parser.currentLocation().getByteOffset();
                }
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

    /// An item or a part of one.
    ///
    /// @return whether it is a user's turn
    private boolean object(JsonParser parser) throws IOException {
        boolean user = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "role" -> {
                    user = value == JsonToken.VALUE_STRING && parser.getText().equals("user");
                    parser.skipChildren();
                }
                case "type" -> {
                    String type = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                    vendorObjects |= type.equals("item_reference");
                    audio |= type.equals("input_audio");
                    parser.skipChildren();
                }
                case "image_url" -> images += media(parser) > 0 ? 1 : 0;
                case "file_data" -> images += 2 * (1 + media(parser) / PAGE_BYTES);
                case "file_id", "container_id" -> {
                    vendorObjects |= value != JsonToken.VALUE_NULL;
                    parser.skipChildren();
                }
                case "content", "output" -> parts(parser);
                default -> parser.skipChildren();
            }
        }
        return user;
    }

    private void parts(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                object(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private int media(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int bytes = (int) parser.currentLocation().getByteOffset() - from;
        mediaBytes += bytes;
        return bytes;
    }

    /// How many items there are; 0 for a text.
    public int count() {
        return count;
    }

    /// The position of the first element that is no object; −1 when there is none.
    public int firstWrong() {
        return firstWrong;
    }

    /// How many images there are; a page of a file counts as two.
    public int images() {
        return images;
    }

    /// Bytes of images and files, which do not count like text.
    public int mediaBytes() {
        return mediaBytes;
    }

    /// Whether something is named that the vendor keeps; it belongs to the vendor account, not to a
    /// tenant.
    public boolean namesVendorObjects() {
        return vendorObjects;
    }

    /// Whether there is audio.
    public boolean hasAudio() {
        return audio;
    }

    /// Where the items begin.
    public int start() {
        return start;
    }

    /// Where the first turn of a user ends: what comes before names the conversation.
    public int firstUserEnd() {
        return firstUserEnd;
    }
}
