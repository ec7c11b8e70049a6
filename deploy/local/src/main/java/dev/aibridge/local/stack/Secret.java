package dev.aibridge.local.stack;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Every secret of a system, with the variable that sets it; unset, a random one is made.
public enum Secret {
    DATABASE_OWNER_PASSWORD("AIBRIDGE_DATABASE_OWNER_PASSWORD", Shape.HEX),
    DATABASE_GATEWAY_PASSWORD("AIBRIDGE_DATABASE_GATEWAY_PASSWORD", Shape.HEX),
    DATABASE_BILLING_PASSWORD("AIBRIDGE_DATABASE_BILLING_PASSWORD", Shape.HEX),
    DATABASE_PORTAL_PASSWORD("AIBRIDGE_DATABASE_PORTAL_PASSWORD", Shape.HEX),
    DATABASE_KEYCLOAK_PASSWORD("AIBRIDGE_DATABASE_KEYCLOAK_PASSWORD", Shape.HEX),
    /// Of all API keys' hashes.
    KEY_PEPPER("AIBRIDGE_KEY_PEPPER", Shape.HEX),
    /// Encrypts the vendors' keys in the database; 32 bytes.
    VENDOR_KEY_KEY("AIBRIDGE_VENDOR_KEY_KEY", Shape.BASE64),
    /// Signs the tokens of forms.
    FORM_KEY("AIBRIDGE_FORM_KEY", Shape.HEX),
    /// Endpoints' secrets are derived from it.
    WEBHOOK_KEY("AIBRIDGE_ALERTS_WEBHOOK_KEY", Shape.HEX),
    /// Opens the gateway's management port to the portal.
    MANAGEMENT_TOKEN("AIBRIDGE_MANAGEMENT_TOKEN", Shape.HEX),
    /// The portal's at Keycloak.
    OIDC_CLIENT_SECRET("AIBRIDGE_OIDC_CLIENT_SECRET", Shape.HEX),
    KEYCLOAK_ADMIN_PASSWORD("AIBRIDGE_KEYCLOAK_ADMIN_PASSWORD", Shape.HEX),
    STRIPE_SECRET_KEY("STRIPE_SECRET_KEY", Shape.STRIPE_KEY),
    STRIPE_WEBHOOK_SECRET("STRIPE_WEBHOOK_SECRET", Shape.WEBHOOK_SECRET),
    DEMO_CUSTOMER_PASSWORD("AIBRIDGE_DEMO_CUSTOMER_PASSWORD", Shape.BRIEF),
    DEMO_ADMIN_PASSWORD("AIBRIDGE_DEMO_ADMIN_PASSWORD", Shape.BRIEF),
    DEMO_AGENT_PASSWORD("AIBRIDGE_DEMO_AGENT_PASSWORD", Shape.BRIEF);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /// 80 bits: people type these, and Keycloak slows down who guesses.
    private static final int BRIEF_BYTES = 10;

    private final String setting;
    private final Shape shape;

    Secret(String setting, Shape shape) {
        this.setting = setting;
        this.shape = shape;
    }

    /// How a secret is written.
    private enum Shape {
        HEX,
        BRIEF,
        BASE64,
        STRIPE_KEY,
        WEBHOOK_SECRET
    }

    /// The environment variable, and its name in `secrets.properties`.
    public String setting() {
        return setting;
    }

    /// A new one.
    String make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        return switch (shape) {
            case HEX -> hex;
            case BRIEF -> hex.substring(0, 2 * BRIEF_BYTES);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case STRIPE_KEY -> "sk_test_" + hex;
            case WEBHOOK_SECRET -> "whsec_" + hex;
        };
    }
}
