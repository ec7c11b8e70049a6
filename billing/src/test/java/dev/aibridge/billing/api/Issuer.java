package dev.aibridge.billing.api;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;

/// A server that tells its keys as Keycloak does.
final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final String url;

    /// One that tells the public half of that key, on that port; 0 = any.
    static Issuer of(PrivateKey key, int port) throws IOException {
        return new Issuer((RSAPrivateCrtKey) key, port);
    }

    private Issuer(RSAPrivateCrtKey key, int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/aibridge";
        answer(
                "/realms/aibridge/.well-known/openid-configuration",
                """
                {"issuer": "%1$s", "jwks_uri": "%1$s/certs", "token_endpoint": "%1$s/token",
                 "authorization_endpoint": "%1$s/auth"}
                """
                        .formatted(url));
        answer(
                "/realms/aibridge/certs",
                """
                {"keys": [{"kid": "%s", "kty": "RSA", "alg": "RS256", "use": "sig", "n": "%s", "e": "%s"}]}
                """
                        .formatted(
                                Tokens.KEY_ID,
                                base64(key.getModulus()),
                                base64(key.getPublicExponent())));
        server.start();
    }

    String url() {
        return url;
    }

    private void answer(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        exchange.getResponseHeaders().set("content-type", "application/json");
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /// Unsigned and without a leading zero byte, as a JWK wants it.
    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
