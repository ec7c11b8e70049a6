package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.answer.ToolCall;
import dev.aibridge.sandbox.count.Piece;
import java.util.List;

/// One block of an answer.
public sealed interface Block {

    /// Thinking.
    ///
    /// @param shown whether its text comes too
    record Thought(List<Piece> pieces, boolean shown, String signature) implements Block {
        public Thought {
            pieces = List.copyOf(pieces);
        }
    }

    /// Thinking that only the vendor can read.
    record Redacted(String data, int tokens) implements Block {}

    /// What is said.
    record Said(List<Piece> pieces) implements Block {
        public Said {
            pieces = List.copyOf(pieces);
        }
    }

    /// A call of the client's tool.
    record Called(ToolCall call) implements Block {}

    /// A web search that the vendor runs.
    record Searched(String id, List<Piece> input) implements Block {
        public Searched {
            input = List.copyOf(input);
        }
    }

    /// What it found.
    record Found(String id, JsonNode results) implements Block {}

    /// What is left of a conversation that was compacted.
    record Summed(List<Piece> pieces) implements Block {
        public Summed {
            pieces = List.copyOf(pieces);
        }
    }
}
