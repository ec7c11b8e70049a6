package dev.aibridge.local.stack;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/// Every secret of a system, with the variable that sets it; unset, a random one is made.
public enum Secret {
    DATABASE_OWNER_PASSWORD("AIBRIDGE_DATABASE_OWNER_PASSWORD", Secret::hex),
    DATABASE_GATEWAY_PASSWORD("AIBRIDGE_DATABASE_GATEWAY_PASSWORD", Secret::hex),
    DATABASE_BILLING_PASSWORD("AIBRIDGE_DATABASE_BILLING_PASSWORD", Secret::hex),
    DATABASE_PORTAL_PASSWORD("AIBRIDGE_DATABASE_PORTAL_PASSWORD", Secret::hex),
    DATABASE_KEYCLOAK_PASSWORD("AIBRIDGE_DATABASE_KEYCLOAK_PASSWORD", Secret::hex),
    /// Of all API keys' hashes.
    KEY_PEPPER("AIBRIDGE_KEY_PEPPER", Secret::hex),
    /// Encrypts the vendors' keys in the database; 32 bytes.
    VENDOR_KEY_KEY("AIBRIDGE_VENDOR_KEY_KEY", Secret::base64),
    /// Signs the tokens of forms.
    FORM_KEY("AIBRIDGE_FORM_KEY", Secret::hex),
    /// Opens the gateway's management port to the portal.
    MANAGEMENT_TOKEN("AIBRIDGE_MANAGEMENT_TOKEN", Secret::hex),
    /// The portal's at Keycloak.
    OIDC_CLIENT_SECRET("AIBRIDGE_OIDC_CLIENT_SECRET", Secret::hex),
    KEYCLOAK_ADMIN_PASSWORD("AIBRIDGE_KEYCLOAK_ADMIN_PASSWORD", Secret::hex),
    STRIPE_SECRET_KEY("STRIPE_SECRET_KEY", bytes -> "sk_test_" + hex(bytes)),
    STRIPE_WEBHOOK_SECRET("STRIPE_WEBHOOK_SECRET", bytes -> "whsec_" + hex(bytes)),
    DEMO_CUSTOMER_PASSWORD("AIBRIDGE_DEMO_CUSTOMER_PASSWORD", Secret::brief),
    DEMO_ADMIN_PASSWORD("AIBRIDGE_DEMO_ADMIN_PASSWORD", Secret::brief),
    DEMO_AGENT_PASSWORD("AIBRIDGE_DEMO_AGENT_PASSWORD", Secret::brief);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /// 80 bits: people type these, and Keycloak slows down who guesses.
    private static final int BRIEF_BYTES = 10;

    private final String setting;
    private final Function<byte[], String> shape;

    Secret(String setting, Function<byte[], String> shape) {
        this.setting = setting;
        this.shape = shape;
    }

    /// The environment variable, and its name in `secrets.properties`.
    public String setting() {
        return setting;
    }

    /// A new one.
    String make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return shape.apply(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String brief(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, BRIEF_BYTES);
    }
}
