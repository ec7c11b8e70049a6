package dev.aibridge.sandbox.count;

/// A bit of text as a model produces it: whole characters, and the tokens they cost.
///
/// @param text empty where a token ends inside a character
public record Piece(String text, int tokens) {

    public Piece {
        if (tokens < 0) {
            throw new IllegalArgumentException("negative tokens: " + tokens);
        }
    }
}
