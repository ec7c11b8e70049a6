package dev.aibridge.gateway.auth;

import java.nio.ByteBuffer;

/// The 32 bytes of a key's hash, cheap to compare.
record HashedKey(long a, long b, long c, long d) {

    static HashedKey of(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new HashedKey(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
    }

    /// The bytes are random already.
    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }
}
