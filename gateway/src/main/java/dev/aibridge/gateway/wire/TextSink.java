package dev.aibridge.gateway.wire;

/// Takes the text that a model produced, as it passes by.
public interface TextSink {

    /// One more piece of text.
    ///
    /// @param chars valid only during the call
    void text(char[] chars, int offset, int length);
}
