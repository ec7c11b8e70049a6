package dev.aibridge.sandbox.anthropic;

import dev.aibridge.sandbox.answer.Summary;
import dev.aibridge.sandbox.anthropic.render.Block;
import dev.aibridge.sandbox.anthropic.render.Message;
import dev.aibridge.sandbox.anthropic.rules.MessagesRequest;
import dev.aibridge.sandbox.anthropic.rules.Prompt;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.faults.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation that became too long: one pass of the model sums it up, a second answers what is
/// left. The first pass is billed, but no part of the usage that the second reports as its own.
final class Compaction {

    private Compaction() {}

    /// @param asked what the whole prompt used
    static Message of(MessagesRequest request, Usage asked, long seq, @Nullable Fault fault) {
        List<Piece> summary = Summary.of(request.digest());
        long tokens = summary.stream().mapToLong(Piece::tokens).sum();
        Usage pass = asked.answered(tokens, 0);
        Block block = new Block.Summed(summary);
        if (request.pausesAfterCompacting()) {
            return Message.paused(request, block, seq).compactedBy(pass);
        }
        Prompt rest = Prompt.compacted(request.body(), Piece.join(summary));
        Usage second = Usage.ofPrompt(rest.count(), 0, 0);
        return MessagesEndpoint.message(request, second, List.of(block), seq, fault)
                .compactedBy(pass);
    }
}
