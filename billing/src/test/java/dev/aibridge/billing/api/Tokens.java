package dev.aibridge.billing.api;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/// Makes access tokens as Keycloak does, and such as it would not.
record Tokens(String issuer, PrivateKey key) {

    static final String KEY_ID = "test-key";

    static Tokens of(String issuer, String pkcs8) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(pkcs8);
        return new Tokens(
                issuer,
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    }

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    String customer(UUID subject) {
        return sign(claims(subject, "customer").audience("billing"));
    }

    String admin(UUID subject) {
        return sign(claims(subject, "admin", "customer").audience("billing"));
    }

    String agent(UUID subject) {
        return sign(claims(subject, "agent", "customer").audience("billing"));
    }

    String unverified(UUID subject) {
        return sign(claims(subject, "customer").audience("billing").claim("email_verified", false));
    }

    String otherAudience(UUID subject) {
        return sign(claims(subject, "admin").audience("account"));
    }

    String otherIssuer(UUID subject) {
        return sign(
                claims(subject, "admin").audience("billing").issuer("http://127.0.0.1:1/realms/x"));
    }

    String expired(UUID subject) {
        return sign(
                claims(subject, "admin")
                        .audience("billing")
                        .expiresAt(Instant.now().minusSeconds(600)));
    }

    String wrongSignature(UUID subject) {
        try {
            return new Tokens(issuer, newKeys().getPrivate()).admin(subject);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Says of itself that it needs no signature.
    String unsigned(UUID subject) {
        String[] parts = admin(subject).split("\\.", -1);
        String header = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[1]
                + ".";
    }

    private JwtClaimsBuilder claims(UUID subject, String... roles) {
        return Jwt.issuer(issuer)
                .subject(subject.toString())
                .groups(Set.of(roles))
                .preferredUserName(subject + "@example.com")
                .claim("email", subject + "@example.com")
                .claim("email_verified", true)
                .expiresAt(Instant.now().plusSeconds(600));
    }

    private String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(KEY_ID).sign(key);
    }
}
