package dev.aibridge.sandbox.openai.render;

import dev.aibridge.sandbox.answer.ToolCall;
import dev.aibridge.sandbox.count.Piece;
import java.util.List;

/// One item of a response.
sealed interface Item {

    /// Its name, unlike any other's.
    String id();

    /// Reasoning that only the vendor can read.
    ///
    /// @param tokens that it took
    /// @param summary what the client may read of it; empty for nothing
    /// @param sealed to be sent back; empty when the request did not ask
    record Reasoned(String id, int tokens, List<Piece> summary, String sealed) implements Item {
        public Reasoned {
            summary = List.copyOf(summary);
        }
    }

    /// What is said.
    ///
    /// @param refusal whether it says that it will not answer
    record Said(String id, List<Piece> pieces, boolean refusal, boolean whole) implements Item {
        public Said {
            pieces = List.copyOf(pieces);
        }
    }

    /// A call of the client's tool.
    record Called(String id, ToolCall call, boolean whole) implements Item {}
}
