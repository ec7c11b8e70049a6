package dev.aibridge.gateway.relay;

import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.gateway.auth.AuthConfig;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// What a user's identifier leaves as: the same for the same tenant and text, and meaningless to a
/// vendor.
@Singleton
final class Pseudonyms {

    private final KeyHash hash;

    Pseudonyms(AuthConfig config) {
        this.hash = new KeyHash(config.pepper());
    }

    /// A tenant's pseudonyms: 43 characters of base64url.
    UnaryOperator<String> of(UUID tenant) {
        return text ->
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(hash.of(tenant + ":" + text));
    }
}
