package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.wire.Digest;
import java.util.List;
import java.util.SplittableRandom;

/// What a model keeps of a conversation that it sums up.
public final class Summary {

    private static final int TOKENS = 60;

    private Summary() {}

    /// The summary of a conversation; equal ones are summed up alike.
    public static List<Piece> of(Digest conversation) {
        return new Prose(new SplittableRandom(conversation.seed())).write(TOKENS);
    }
}
