package dev.aibridge.common.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets with AES-256-GCM, each bound to the row it belongs to, so that a copy in another
/// row does not open.
///
/// Sealed bytes are a random nonce of 12, the ciphertext, and a tag of 16. Random nonces are safe
/// for 2³² seals under one key (NIST SP 800-38D, 8.3), far more than vendors have keys.
public final class SealedSecrets {

    /// The longest secret, in bytes of UTF-8.
    public static final int MAX_BYTES = 4_068;

    private static final String NAME = "the key-encryption key (AIBRIDGE_VENDOR_KEY_KEY)";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    /// Seals and opens under one key-encryption key.
    ///
    /// @param base64Key 32 bytes in base64
    /// @throws IllegalArgumentException when it is anything else; the message does not repeat it
    public SealedSecrets(String base64Key) {
        key = new SecretKeySpec(decode(base64Key), "AES");
    }

    private static byte[] decode(String base64Key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64Key.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NAME + " is not base64", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    NAME + " needs 32 bytes in base64 but has " + bytes.length);
        }
        return bytes;
    }

    /// What the vendor key of a channel is bound to.
    public static String ofChannel(String channelId) {
        return "catalog.channel_secret:" + channelId;
    }

    /// Seals a secret for one row; each time to other bytes.
    ///
    /// @param owner the row it belongs to, which opening must name again
    /// @throws IllegalArgumentException when the secret is empty or longer than [#MAX_BYTES]
    public byte[] seal(String secret, String owner) {
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        if (plain.length == 0 || plain.length > MAX_BYTES) {
            throw new IllegalArgumentException("a secret of " + plain.length + " bytes");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't seal with " + ALGORITHM, e);
        }
    }

    /// Opens what was sealed for that row.
    public Opening open(byte[] sealed, String owner) {
        if (sealed.length <= NONCE_BYTES + TAG_BYTES) {
            return new Opening.Refused();
        }
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, owner);
            byte[] plain = cipher.doFinal(sealed, NONCE_BYTES, bytes.remaining());
            return new Opening.Opened(new String(plain, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return new Opening.Refused();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't open " + ALGORITHM, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
