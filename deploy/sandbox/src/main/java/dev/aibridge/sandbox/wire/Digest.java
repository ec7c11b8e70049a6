package dev.aibridge.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
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

    /// The digest of a request's body, whatever the order of its keys.
    ///
    /// @param without fields that make no difference
    public static Digest ofJson(ObjectNode body, Collection<String> without) {
        ObjectNode question = body.deepCopy();
        question.remove(without);
        return of(Json.bytes(Json.canonical(question)));
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
