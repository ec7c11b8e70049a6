package dev.aibridge.gateway.wire;

import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Follows one answer of one dialect, in one piece or event by event: what it says, where the
/// places stand that the gateway changes, and how it can end before its vendor ends it. Not
/// thread-safe.
public interface AnswerReader {

    /// Makes the reader of one answer.
    @FunctionalInterface
    interface Maker {

        /// A reader that hands on what the model produced.
        AnswerReader over(TextSink sink);
    }

    /// Reads a whole answer, or the data of its next event; what was read before is forgotten, but
    /// for what adds up.
    ///
    /// @throws IOException when the bytes are nothing of this dialect
    void read(byte[] json, int offset, int length) throws IOException;

    /// Whether it is the event that ends a stream that is whole.
    boolean isTerminal();

    /// Whether it is an error, or an answer that its vendor gave up.
    boolean isError();

    /// Whether it says only that the vendor is still there.
    boolean isSignOfLife();

    /// Whether it shows nothing but a usage that the client did not ask for.
    boolean isUsageAlone();

    /// Whether something was produced: text, reasoning, a refusal, a call, a vector.
    boolean hasContent();

    /// Whether it is an answer of this dialect at all, even one without content.
    boolean isAnswer();

    /// Where the model's name stands, quotes included; empty when it is not to be changed.
    Place model();

    /// Where a usage stands that can be hidden, from its field's name on; empty when there is none.
    Place usagePlace();

    /// What the vendor says was used so far, when it said anything.
    @Nullable VendorUsage usage();

    /// The choices that have come to their end so far, by index.
    BitSet ended();

    /// Whether the answer ended because it reached a limit of tokens.
    boolean reachedLimit();

    /// What a client hears when the vendor is silent for long.
    byte[] signOfLife();

    /// The events by which a stream ends that can't go on; nothing may follow them.
    ///
    /// @param code what programs act on
    /// @param message one sentence for people
    /// @param body the whole refusal in this dialect's envelope
    byte[] failure(String code, String message, byte[] body);

    /// The events that end what has not ended yet as an answer that reached its limit; the terminal
    /// is the last of them and stands alone.
    Early early(EarlyEnd end);

    /// An early end.
    ///
    /// @param events all but the terminal
    record Early(byte[] events, byte[] terminal) {}

    /// A part of what was read.
    ///
    /// @param start the first byte
    /// @param end the first byte after it
    record Place(int start, int end) {

        /// No place.
        public static final Place NONE = new Place(-1, -1);

        /// Whether there is one.
        public boolean exists() {
            return start >= 0;
        }
    }
}
