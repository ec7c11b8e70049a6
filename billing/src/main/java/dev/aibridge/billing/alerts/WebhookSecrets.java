package dev.aibridge.billing.alerts;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret of each endpoint, derived from one key: whoever reads the database can sign nothing.
@Singleton
public class WebhookSecrets {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;

    private final Optional<String> key;

    /// Secrets of that key.
    public WebhookSecrets(AlertSettings settings) {
        key = settings.webhookKey().map(String::strip).filter(text -> !text.isEmpty());
        if (key.filter(text -> text.length() < SHORTEST).isPresent()) {
            throw new IllegalStateException(
                    "AIBRIDGE_ALERTS_WEBHOOK_KEY needs at least %d characters".formatted(SHORTEST));
        }
    }

    /// Whether endpoints can have secrets at all.
    public boolean arePossible() {
        return key.isPresent();
    }

    /// An endpoint's secret.
    public String of(UUID endpoint) {
        return "whsec_" + hmac(key.orElseThrow(), "endpoint:" + endpoint);
    }

    /// What the header says beside the time: the signature of time and body.
    String sign(UUID endpoint, long seconds, String body) {
        return hmac(of(endpoint), seconds + "." + body);
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't sign with " + ALGORITHM, e);
        }
    }
}
