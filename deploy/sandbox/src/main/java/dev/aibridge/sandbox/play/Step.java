package dev.aibridge.sandbox.play;

import java.time.Duration;
import java.util.Map;

/// One thing that a vendor does on the wire.
public sealed interface Step {

    /// Sends status and headers.
    record Head(int status, Map<String, String> headers) implements Step {
        public Head {
            headers = Map.copyOf(headers);
        }

        boolean hasLength() {
            return headers.containsKey("content-length");
        }
    }

    /// Sends bytes in one write, when a model of the configured pace has produced their tokens.
    ///
    /// @param tokens completion tokens that they carry
    /// @param event whether they are an event with content
    @SuppressWarnings("ArrayRecordComponent")
    record Send(byte[] bytes, int tokens, boolean event) implements Step {}

    /// Waits.
    record Pause(Duration time) implements Step {}

    /// Does nothing until the client leaves or the time is up; then closes.
    record Hang(Duration atMost) implements Step {}

    /// Resets the TCP connection.
    record Reset() implements Step {}

    /// Closes the TCP connection without ending the HTTP message.
    record Drop() implements Step {}

    /// Ends the HTTP message.
    record Finish() implements Step {}
}
