package dev.aibridge.common.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// The shape of a customer's key: `ab-`, 32 random base62 characters, and 6 that are their CRC-32.
///
/// The checksum lets the gateway refuse junk without asking anybody, and lets scanners recognise a
/// leaked key by `\bab-[0-9A-Za-z]{38}\b`.
///
/// @param secret the whole key; never stored, never logged
public record ApiKey(String secret) {

    /// What every key begins with.
    public static final String PREFIX = "ab-";

    /// Characters of a whole key.
    public static final int LENGTH = 41;

    private static final int RANDOM_CHARS = 32;
    private static final int CHECK_CHARS = LENGTH - PREFIX.length() - RANDOM_CHARS;
    private static final String BASE62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Refuses what is not of our shape.
    ///
    /// @throws IllegalArgumentException when it is not; the message does not repeat the text
    public ApiKey {
        if (!isWellFormed(secret)) {
            throw new IllegalArgumentException("not an AI Bridge key");
        }
    }

    /// A new random key.
    public static ApiKey generate() {
        StringBuilder key = new StringBuilder(LENGTH).append(PREFIX);
        for (int i = 0; i < RANDOM_CHARS; i++) {
            key.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return new ApiKey(key.append(check(key)).toString());
    }

    /// Whether a text has the shape and checksum of a key.
    public static boolean isWellFormed(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (BASE62.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        int body = LENGTH - CHECK_CHARS;
        return check(text.subSequence(0, body)).contentEquals(text.subSequence(body, LENGTH));
    }

    /// What may be shown later: the first eight characters.
    public String displayPrefix() {
        return secret.substring(0, 8);
    }

    /// What may be shown later: the last four characters.
    public String lastFour() {
        return secret.substring(LENGTH - 4);
    }

    private static String check(CharSequence body) {
        CRC32 crc = new CRC32();
        crc.update(body.toString().getBytes(StandardCharsets.US_ASCII));
        char[] check = new char[CHECK_CHARS];
        long rest = crc.getValue();
        for (int i = CHECK_CHARS - 1; i >= 0; i--) {
            check[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(check);
    }

    @Override
    public String toString() {
        return displayPrefix() + "…" + lastFour();
    }
}
