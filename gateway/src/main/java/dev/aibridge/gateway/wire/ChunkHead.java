package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What every chunk of one stream repeats (OpenAI API reference, "chat.completion.chunk").
///
/// @param id the vendor's name for the answer; empty when it gave none
/// @param created seconds since 1970; 0 when it gave none
public record ChunkHead(String id, long created) {

    /// Reads it from any chunk.
    ///
    /// @throws IOException when it is no JSON object
    public static ChunkHead read(byte[] chunk) throws IOException {
        String id = "";
        long created = 0;
        try (JsonParser parser = Json.plain(chunk, 0, chunk.length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                    id = parser.getText();
                } else if (name.equals("created") && value == JsonToken.VALUE_NUMBER_INT) {
                    created = parser.getLongValue();
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new ChunkHead(id, created);
    }
}
