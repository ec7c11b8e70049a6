package dev.aibridge.gateway.metering;

import dev.aibridge.gateway.wire.TextSink;

/// The text an answer produced, kept only until its tokens are known: a vendor that is cut off
/// sends no usage.
///
/// Never stored, never logged. Not thread-safe.
final class ProducedText implements TextSink {

    private static final int FIRST_CHARS = 512;

    /// Of plain text at least so many characters are one token.
    private static final int CHARS_PER_TOKEN = 3;

    private final StringBuilder text = new StringBuilder(FIRST_CHARS);
    private int wide;

    @Override
    public void text(char[] chars, int offset, int length) {
        text.append(chars, offset, length);
        for (int i = offset; i < offset + length; i++) {
            wide += chars[i] >>> 7 == 0 ? 0 : 1;
        }
    }

    /// About how many tokens it is, rather more than less: a character of a script that is not
    /// Latin is often a token of its own.
    long tokensAtMost() {
        return (long) wide + Math.ceilDiv(text.length() - wide, CHARS_PER_TOKEN);
    }

    /// What was produced so far.
    String get() {
        return text.toString();
    }
}
