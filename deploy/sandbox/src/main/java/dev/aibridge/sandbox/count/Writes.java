package dev.aibridge.sandbox.count;

/// Prompt tokens that were written to a prompt cache, by how long they are kept.
public record Writes(long fiveMinutes, long oneHour) {

    /// Nothing written.
    public static final Writes NONE = new Writes(0, 0);

    public Writes {
        if (fiveMinutes < 0 || oneHour < 0) {
            throw new IllegalArgumentException("negative tokens");
        }
    }

    /// All of them.
    public long total() {
        return fiveMinutes + oneHour;
    }
}
