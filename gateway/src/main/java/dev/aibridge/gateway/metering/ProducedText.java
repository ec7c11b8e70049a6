package dev.aibridge.gateway.metering;

import dev.aibridge.gateway.wire.TextSink;

/// The text an answer produced, kept only until its tokens are known: a vendor that is cut off
/// sends no usage.
///
/// Never stored, never logged. Not thread-safe.
final class ProducedText implements TextSink {

    private static final int FIRST_CHARS = 512;

    private final StringBuilder text = new StringBuilder(FIRST_CHARS);

    @Override
    public void text(char[] chars, int offset, int length) {
        text.append(chars, offset, length);
    }

    /// What was produced so far.
    String get() {
        return text.toString();
    }
}
