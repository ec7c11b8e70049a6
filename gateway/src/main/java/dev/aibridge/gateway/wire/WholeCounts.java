package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Reads the counts of a usage, and remembers whether each can be one.
final class WholeCounts {

    /// Nobody has produced so much: sums of a few of these stay within a long.
    private static final long MOST = 1L << 53;

    private boolean believable = true;

    /// The count at which the parser stands: a whole number that is not negative. `null` is 0; so
    /// is anything else, which is remembered.
    long read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return 0;
        }
        boolean whole =
                token == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!whole || parser.getLongValue() < 0 || parser.getLongValue() > MOST) {
            believable = false;
            parser.skipChildren();
            return 0;
        }
        return parser.getLongValue();
    }

    /// Whether every count was one.
    boolean believable() {
        return believable;
    }
}
