package dev.aibridge.gateway.routing;

/// The operator's key for a vendor. Does not print itself.
public record VendorKey(String secret) {

    /// So many of its characters in a row give away a part of it.
    private static final int TELLING_CHARS = 4;

    /// Refuses a blank key, and one that could end a header line.
    public VendorKey {
        if (!isUsable(secret)) {
            throw new IllegalArgumentException("a vendor key has characters that no key has");
        }
    }

    /// Whether a text can be a key.
    static boolean isUsable(String secret) {
        return !secret.isBlank() && secret.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /// A text without any part of this key: vendors repeat the end of a key that they refuse.
    ///
    /// @param text a short one: the time is the product of both lengths
    public String hideIn(String text) {
        StringBuilder hidden = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int part = partAt(text, at);
            hidden.append(part > 0 ? "…" : text.substring(at, at + 1));
            at += Math.max(part, 1);
        }
        return hidden.toString();
    }

    /// How many characters from there on stand in the key; 0 when too few to tell anything.
    private int partAt(String text, int at) {
        int length = Math.min(TELLING_CHARS, secret.length());
        if (at + length > text.length() || !secret.contains(text.substring(at, at + length))) {
            return 0;
        }
        while (at + length < text.length()
                && secret.contains(text.substring(at, at + length + 1))) {
            length++;
        }
        return length;
    }

    @Override
    public String toString() {
        return "a vendor key";
    }
}
