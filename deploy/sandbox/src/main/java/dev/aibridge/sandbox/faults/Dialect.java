package dev.aibridge.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// How a dialect puts what a misbehaving vendor sends: its errors, and events that look like its
/// own.
public interface Dialect {

    /// The body of an error.
    ///
    /// @param status 400 to 599
    /// @param type in place of the usual one; empty for that
    /// @param code in place of the usual one, where the dialect has codes; empty for that
    JsonNode error(int status, String type, String code);

    /// The headers of an error, beside those that the fault itself names.
    Map<String, String> errorHeaders();

    /// One event that says in mid-stream that the vendor failed.
    byte[] errorEvent();

    /// One event that begins like the dialect's and is not JSON.
    byte[] garbageEvent();

    /// One event with so much text; a body that is not streamed looks the same without its frame.
    byte[] hugeEvent(String text);

    /// The body of an answer with so much text.
    byte[] hugeBody(String text);
}
