package dev.aibridge.sandbox.count;

import java.util.Arrays;

/// A prompt as the tokens that a vendor counts and caches, as it is put together. Not safe for use
/// by several threads.
public final class TokenSequence {

    private int[] tokens = new int[256];
    private int size;

    /// Appends a text.
    public void text(String text) {
        int[] more = Tokens.encode(text);
        reserve(more.length);
        System.arraycopy(more, 0, tokens, size, more.length);
        size += more.length;
    }

    /// Appends tokens without text: around messages, of images.
    ///
    /// @param mark stands for their contents: equal for equal ones
    public void marks(int count, int mark) {
        reserve(count);
        Arrays.fill(tokens, size, size + count, mark);
        size += count;
    }

    /// The tokens so far.
    public int[] toArray() {
        return Arrays.copyOf(tokens, size);
    }

    /// How many there are so far.
    public int size() {
        return size;
    }

    private void reserve(int more) {
        if (size + more > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(tokens.length * 2, size + more));
        }
    }
}
