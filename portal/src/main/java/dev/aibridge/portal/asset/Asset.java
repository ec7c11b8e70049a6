package dev.aibridge.portal.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/// One file and the name it is served under, which changes with its content.
///
/// @param name as templates call it
/// @param hashedName as browsers keep it
/// @param type its media type
/// @param content the bytes
record Asset(String name, String hashedName, String type, byte[] content) {

    private static final int HASH_BYTES = 8;

    static Asset read(String name, String type) {
        try (InputStream file = Asset.class.getResourceAsStream("/assets/" + name)) {
            byte[] content = Objects.requireNonNull(file, name).readAllBytes();
            return new Asset(name, hashed(name, content), type, content);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the asset " + name, e);
        }
    }

    private static String hashed(String name, byte[] content) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + '.' + hash(content) + name.substring(dot);
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
