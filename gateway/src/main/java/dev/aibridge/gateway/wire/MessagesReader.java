package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What the gateway learns of a chat's `messages` while it skips over them.
public final class MessagesReader implements Outline.Nested {

    /// A content part stands in an array of a message: message, array, part.
    private static final int PART_DEPTH = 3;

    private int count;
    private int firstWrong = -1;
    private int images;
    private boolean audio;
    private boolean vendorFiles;
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
                message(parser);
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

    private void message(JsonParser parser) throws IOException {
        int depth = 1;
        boolean user = false;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("cut");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.FIELD_NAME && depth == 1) {
                user |= isUserRole(parser);
                depth += parser.currentToken().isStructStart() ? 1 : 0;
            } else if (token == JsonToken.FIELD_NAME && depth == PART_DEPTH) {
                part(parser);
            }
        }
        if (user && firstUserEnd == 0) {
            firstUserEnd = (int) parser.currentLocation().getByteOffset();
        }
    }

    /// Reads on to the value of a message's field.
    private static boolean isUserRole(JsonParser parser) throws IOException {
        boolean role = parser.currentName().equals("role");
        JsonToken value = parser.nextToken();
        return role && value == JsonToken.VALUE_STRING && parser.getText().equals("user");
    }

    private void part(JsonParser parser) throws IOException {
        switch (parser.currentName()) {
            case "image_url", "video_url" -> {
                images++;
                media(parser);
            }
            case "input_audio" -> {
                audio = true;
                media(parser);
            }
            case "file" -> file(parser);
            default -> {
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    private void media(JsonParser parser) throws IOException {
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        mediaBytes += (int) parser.currentLocation().getByteOffset() - from;
    }

    private void file(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            vendorFiles |= parser.currentName().equals("file_id");
            parser.nextToken();
            parser.skipChildren();
        }
    }

    /// How many messages there are.
    public int count() {
        return count;
    }

    /// The position of the first element that is no object; −1 when there is none.
    public int firstWrong() {
        return firstWrong;
    }

    /// How many images and videos there are.
    public int images() {
        return images;
    }

    /// Whether there is audio.
    public boolean hasAudio() {
        return audio;
    }

    /// Whether a file is named by a vendor's id; such files belong to the vendor account, not to a
    /// tenant.
    public boolean namesVendorFiles() {
        return vendorFiles;
    }

    /// Bytes of images and audio, which do not count like text.
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
