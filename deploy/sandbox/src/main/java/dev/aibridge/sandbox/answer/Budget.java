package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import java.util.ArrayList;
import java.util.List;

/// The completion tokens that one choice may still use; an answer cut by it uses it up exactly.
final class Budget {

    private long left;
    private boolean exhausted;

    Budget(long tokens) {
        this.left = tokens;
    }

    boolean exhausted() {
        return exhausted;
    }

    /// As many as fit.
    List<Piece> take(List<Piece> pieces) {
        List<Piece> taken = new ArrayList<>();
        for (Piece piece : pieces) {
            if (exhausted) {
                break;
            }
            if (piece.tokens() > left) {
                exhausted = true;
                takeTheRestSilently(taken);
            } else {
                left -= piece.tokens();
                taken.add(piece);
            }
        }
        return taken;
    }

    /// Tokens that are counted but not shown.
    int takeHidden(int tokens) {
        int taken = (int) Math.min(tokens, left);
        exhausted |= taken < tokens;
        left -= taken;
        return taken;
    }

    private void takeTheRestSilently(List<Piece> taken) {
        if (left > 0) {
            taken.add(new Piece("", (int) left));
            left = 0;
        }
    }
}
