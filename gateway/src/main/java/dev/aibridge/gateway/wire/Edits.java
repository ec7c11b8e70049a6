package dev.aibridge.gateway.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Changes to a few places of a JSON text, so that all other bytes pass as they came.
public final class Edits {

    private record Edit(int start, int end, byte[] replacement) {}

    private final List<Edit> edits = new ArrayList<>(6);

    /// Puts other bytes in place of `[start, end)`. Places may not overlap.
    ///
    /// @throws IllegalArgumentException when the end is before the start
    public void replace(int start, int end, byte[] replacement) {
        if (end < start) {
            throw new IllegalArgumentException("from " + start + " to " + end);
        }
        edits.add(new Edit(start, end, replacement));
    }

    /// Puts bytes before the given place.
    public void insert(int at, byte[] bytes) {
        replace(at, at, bytes);
    }

    /// Whether nothing changes.
    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /// The text with all changes made; the same array when there are none.
    ///
    /// @throws IllegalArgumentException when two changes overlap
    public byte[] apply(byte[] text) {
        if (edits.isEmpty()) {
            return text;
        }
        edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
        int length = text.length;
        for (Edit edit : edits) {
            length += edit.replacement.length - (edit.end - edit.start);
        }
        byte[] edited = new byte[length];
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            if (edit.start < from) {
                throw new IllegalArgumentException("overlapping edits at " + edit.start);
            }
            System.arraycopy(text, from, edited, to, edit.start - from);
            to += edit.start - from;
            System.arraycopy(edit.replacement, 0, edited, to, edit.replacement.length);
            to += edit.replacement.length;
            from = edit.end;
        }
        System.arraycopy(text, from, edited, to, text.length - from);
        return edited;
    }
}
