package dev.aibridge.portal.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a text can be a vendor's address. One that a gateway can't use would keep it from
/// reading the catalogue at all.
final class BaseUrl {

    /// The longest, in characters.
    static final int MAX_CHARS = 500;

    private static final int MAX_PORT = 65_535;

    /// What is wrong with an address.
    enum Flaw {
        /// Not an absolute http(s) address, or more than host and path.
        MALFORMED,
        /// The key would travel in the clear.
        CLEAR
    }

    private BaseUrl() {}

    static Optional<Flaw> flaw(String text) {
        URI uri = parsed(text);
        if (uri == null || !isPlain(uri)) {
            return Optional.of(Flaw.MALFORMED);
        }
        return switch (uri.getScheme()) {
            case "https" -> Optional.empty();
            case "http" -> isLoopback(uri) ? Optional.empty() : Optional.of(Flaw.CLEAR);
            default -> Optional.of(Flaw.MALFORMED);
        };
    }

    private static @Nullable URI parsed(String text) {
        if (text.length() > MAX_CHARS || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return null;
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isPlain(URI uri) {
        return uri.getScheme() != null
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= MAX_PORT
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
