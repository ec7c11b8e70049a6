package dev.aibridge.portal.channel;

import dev.aibridge.common.secrets.SealedSecrets;
import dev.aibridge.portal.PortalConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Seals vendors' keys; what it sealed only a gateway opens. Closed without a key-encryption key.
@ApplicationScoped
class Vault {

    /// The longest key.
    static final int MAX_CHARS = SealedSecrets.MAX_BYTES;

    private final Optional<SealedSecrets> secrets;

    /// @throws IllegalArgumentException when the key-encryption key has another length
    Vault(PortalConfig config) {
        secrets = config.vendorKeyKey().map(SealedSecrets::new);
    }

    boolean open() {
        return secrets.isPresent();
    }

    /// Whether a text can be a key: one word of printable ASCII, as it stands in a header line.
    static boolean fits(String key) {
        return !key.isEmpty()
                && key.length() <= MAX_CHARS
                && key.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    StoredKey seal(String channel, String key) {
        byte[] sealed = secrets.orElseThrow().seal(key, SealedSecrets.ofChannel(channel));
        return new StoredKey(channel, sealed, Instant.now());
    }
}
