package dev.aibridge.common.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 under a secret pepper: how keys are stored, and how user identifiers leave for a
/// vendor.
public final class KeyHash {

    /// The shortest pepper that is accepted, in characters.
    public static final int MIN_PEPPER_CHARS = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;

    /// A hash under one pepper.
    ///
    /// @throws IllegalArgumentException when the pepper is shorter than 32 characters
    public KeyHash(String pepper) {
        if (pepper.length() < MIN_PEPPER_CHARS) {
            throw new IllegalArgumentException("the key pepper needs 32 characters or more");
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /// The 32 bytes of a text's hash.
    public byte[] of(String text) {
        try {
            Mac mac = (Mac) prototype.clone();
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's " + ALGORITHM + " can't be cloned", e);
        }
    }
}
