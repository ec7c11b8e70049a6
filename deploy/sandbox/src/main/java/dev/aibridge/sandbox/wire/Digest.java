package dev.aibridge.sandbox.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What is derived from what was asked: seeds and ids.
public final class Digest {

    private final byte[] sha256;

    private Digest(byte[] sha256) {
        this.sha256 = sha256;
    }

    /// The digest of some bytes.
    public static Digest of(byte[] bytes) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// Its first 64 bits.
    public long seed() {
        return ByteBuffer.wrap(sha256).getLong();
    }

    /// Its first characters in hexadecimal.
    ///
    /// @param length at most 64
    public String hex(int length) {
        return HexFormat.of().formatHex(sha256).substring(0, length);
    }
}
