package dev.aibridge.chaos.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// Signs in whoever a test wants, as Keycloak would, so that money is tried without its long start.
final class Issuer {

    private static final int KEY_BITS = 2048;
    private static final long HOUR = 3_600;

    private final KeyPair keys;
    private final String url;

    private Issuer(KeyPair keys, HttpServer server) {
        this.keys = keys;
        this.url = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/aibridge";
        answer(
                server,
                "/realms/aibridge/.well-known/openid-configuration",
                """
                {"issuer": "%1$s", "jwks_uri": "%1$s/certs", "token_endpoint": "%1$s/token",
                 "authorization_endpoint": "%1$s/auth"}"""
                        .formatted(url));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                server,
                "/realms/aibridge/certs",
                """
                {"keys": [{"kid": "1", "kty": "RSA", "alg": "RS256", "use": "sig", "n": "%s", "e": "%s"}]}"""
                        .formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent())));
        server.start();
    }

    /// One that runs as long as this process.
    static Issuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new Issuer(generator.generateKeyPair(), HttpServer.create(any, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return url;
    }

    /// A customer's access token for billing.
    String token(UUID subject) {
        return token(subject, "customer");
    }

    /// An admin's.
    String admin(UUID subject) {
        return token(subject, "admin");
    }

    private String token(UUID subject, String role) {
        long now = Instant.now().getEpochSecond();
        String claims =
                """
                {"iss": "%1$s", "aud": "billing", "sub": "%2$s", "groups": ["%3$s"],
                 "iat": %4$d, "exp": %5$d,
                 "preferred_username": "%2$s@example.com", "email": "%2$s@example.com",
                 "email_verified": true}"""
                        .formatted(url, subject, role, now, now + HOUR);
        String text = base64("{\"alg\":\"RS256\",\"kid\":\"1\"}") + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().set("content-type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Without a leading zero byte, as a JWK wants it.
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length));
    }
}
