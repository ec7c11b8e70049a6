package dev.aibridge.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Whether bytes are UTF-8; a JSON parser that skips strings does not look.
public final class Utf8 {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /// Whether all bytes are well-formed UTF-8.
    public static boolean isValid(byte[] bytes) {
        int ascii = asciiPrefix(bytes);
        if (ascii == bytes.length) {
            return true;
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, ascii, bytes.length - ascii));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    /// Eight bytes at a step, because most requests are ASCII throughout.
    private static int asciiPrefix(byte[] bytes) {
        int i = 0;
        while (i + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < bytes.length && bytes[i] >= 0) {
            i++;
        }
        return i;
    }
}
