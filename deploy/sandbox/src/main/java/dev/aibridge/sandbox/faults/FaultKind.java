package dev.aibridge.sandbox.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The ways to misbehave. Those that leave the client with a whole answer are billed, the others
/// are the vendor's own failures and are not.
public enum FaultKind {
    /// Answers with `code` (default 503), `body` and `headers`.
    STATUS(false),
    /// Waits `ms` (default 1000) before the head.
    DELAY(true),
    /// Falls silent for ever: before the head, or after `after_events` content events.
    HANG(false),
    /// Resets the connection: before the head, or after `after_events` content events.
    RESET(false),
    /// Ends in mid-stream after `after_events` (default 2): the HTTP message is ended, or with
    /// `how=close` the connection is closed without that.
    CUT(false),
    /// Sends half of an event after `after_events` (default 2) and closes the connection.
    HALF_EVENT(false),
    /// Sends a body, or after `after_events` (default 2) an event, that is not JSON.
    GARBAGE(false),
    /// Sends byte by byte, `interval_ms` (default 2) between them.
    SLOW_DRIP(true),
    /// Leaves usage out.
    NO_USAGE(true),
    /// Reports negative usage.
    NEGATIVE_USAGE(true),
    /// Reports usage far above the model's window.
    ABSURD_USAGE(true),
    /// Answers without content and bills the prompt alone.
    EMPTY(true),
    /// Ends the stream without `[DONE]`.
    NO_DONE(true),
    /// Sends an error object as an event after `after_events` (default 2) and ends.
    ERROR_EVENT(false),
    /// Answers 307 to `location` (default the same path on port 9).
    REDIRECT(false),
    /// Compresses the answer although nobody asked.
    GZIP(true),
    /// Sends `mb` (default 100) MiB of blanks compressed to a thousandth, before the answer.
    GZIP_BOMB(false),
    /// Repeats its content `events` times (default 100000), then closes without an end.
    ENDLESS(false),
    /// Sends one event of `kb` (default 4096) KiB after `after_events` (default 2), and goes on.
    HUGE_EVENT(false),
    /// Splits the bytes at random places, by `seed` (default 1) into pieces of at most `max`
    /// (default 20) bytes.
    SPLIT(true),
    /// Ends the lines of events with CR LF.
    CRLF(true),
    /// Puts comments and blank lines between events.
    COMMENTS(true),
    /// Ends with `finish_reason: insufficient_system_resource`, as DeepSeek does when overloaded.
    INSUFFICIENT_RESOURCE(false);

    private final boolean billed;

    FaultKind(boolean billed) {
        this.billed = billed;
    }

    /// Whether the vendor charges for the answer all the same.
    public boolean billed() {
        return billed;
    }

    /// The name in requests: `half_event`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The fault of that name.
    public static Optional<FaultKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
