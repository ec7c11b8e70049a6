package dev.aibridge.sandbox.count;

import java.util.List;
import java.util.stream.Collectors;

/// A bit of text as a model produces it: whole characters, and the tokens they cost.
///
/// @param text empty where a token ends inside a character
public record Piece(String text, int tokens) {

    public Piece {
        if (tokens < 0) {
            throw new IllegalArgumentException("negative tokens: " + tokens);
        }
    }

    /// The whole text of some.
    public static String join(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
