package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.gateway.wire.AnswerReader.Place;
import java.io.IOException;

/// Reads what every dialect's answers hold: texts, and places of strings.
final class Places {

    private Places() {}

    /// Where the string stands at which the parser is, quotes included; none for anything else.
    ///
    /// @param offset where the parsed text begins in its bytes
    static Place string(JsonParser parser, int offset) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return Place.NONE;
        }
        int start = offset + (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        return new Place(start, offset + (int) parser.currentLocation().getByteOffset());
    }

    /// Hands on the text at which the parser is.
    ///
    /// @return whether there was any
    static boolean text(JsonParser parser, TextSink sink) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return false;
        }
        int length = parser.getTextLength();
        if (length > 0) {
            sink.text(parser.getTextCharacters(), parser.getTextOffset(), length);
        }
        return length > 0;
    }

    /// Hands on every text within the value at which the parser is: names and values, as a model
    /// writes the input of a call.
    ///
    /// @return whether there was any
    static boolean texts(JsonParser parser, TextSink sink) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return text(parser, sink);
        }
        boolean any = false;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("cut");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                sink.text(
                        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                any = true;
            }
        }
        return any;
    }
}
