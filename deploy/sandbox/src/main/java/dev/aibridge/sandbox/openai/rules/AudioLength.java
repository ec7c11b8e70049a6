package dev.aibridge.sandbox.openai.rules;

/// How long speech is: of a WAV by its header, of anything else as if it were 128 kbit a second.
public final class AudioLength {

    private static final int RATE_AT = 28;
    private static final int HEADER = 44;
    private static final int USUAL_BYTES_PER_SECOND = 16_000;

    private AudioLength() {}

    /// Whole seconds, begun ones included; 0 when there is no sound.
    ///
    /// @param bytes one character a byte
    public static long seconds(String bytes) {
        boolean wav = bytes.startsWith("RIFF") && bytes.length() > HEADER;
        long rate = wav ? number(bytes) : USUAL_BYTES_PER_SECOND;
        long sound = wav ? bytes.length() - HEADER : bytes.length();
        return rate <= 0 ? 0 : Math.ceilDiv(sound, rate);
    }

    private static long number(String bytes) {
        long number = 0;
        for (int i = 3; i >= 0; i--) {
            number = number << 8 | bytes.charAt(RATE_AT + i);
        }
        return number;
    }
}
