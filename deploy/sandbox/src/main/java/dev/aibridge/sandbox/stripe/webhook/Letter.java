package dev.aibridge.sandbox.stripe.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The bytes of a delivery and its `Stripe-Signature`.
///
/// @param signature nothing for a delivery without one
record Letter(String body, Optional<String> signature) {

    /// Further from now than any sensible tolerance.
    private static final long FAR_SECONDS = 3_600;

    /// HMAC pads a key with zeros, so this one is the same as an empty one, which Java refuses.
    private static final String EMPTY_KEY = "\0";

    static Letter of(String body, String secret, long now, Forgery forgery) {
        return switch (forgery) {
            case NONE -> signed(body, secret, now);
            case WRONG_SECRET -> signed(body, "whsec_of_somebody_else", now);
            case EMPTY_SECRET -> signed(body, EMPTY_KEY, now);
            case STALE -> signed(body, secret, now - FAR_SECONDS);
            case FUTURE -> signed(body, secret, now + FAR_SECONDS);
            case MALFORMED -> new Letter(body, Optional.of("t=yesterday;v1"));
            case UNSIGNED -> new Letter(body, Optional.empty());
            case TAMPERED -> new Letter(tampered(body), signed(body, secret, now).signature());
        };
    }

    private static Letter signed(String body, String secret, long seconds) {
        String mac = hmac(secret, seconds + "." + body);
        return new Letter(body, Optional.of("t=%d,v1=%s".formatted(seconds, mac)));
    }

    private static String tampered(String body) {
        return body.replaceFirst("\"livemode\":false", "\"livemode\":true");
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
