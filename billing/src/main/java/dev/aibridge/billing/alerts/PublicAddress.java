package dev.aibridge.billing.alerts;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Which addresses a customer may have us call: none of our own network's, in any notation.
final class PublicAddress {

    /// Networks that are no part of the public internet, besides those that Java names (RFC 6890).
    /// Those of IPv6 that carry an address of IPv4 are among them: it could be a private one.
    private static final List<Network> RESERVED =
            List.of(
                    new Network("0.0.0.0", 8),
                    new Network("100.64.0.0", 10),
                    new Network("192.0.0.0", 24),
                    new Network("192.0.2.0", 24),
                    new Network("198.18.0.0", 15),
                    new Network("198.51.100.0", 24),
                    new Network("203.0.113.0", 24),
                    new Network("240.0.0.0", 4),
                    new Network("64:ff9b::", 96),
                    new Network("64:ff9b:1::", 48),
                    new Network("100::", 64),
                    new Network("2001::", 23),
                    new Network("2001:db8::", 32),
                    new Network("2002::", 16),
                    new Network("::", 96),
                    new Network("fc00::", 7));

    private record Network(String base, int bits) {

        boolean holds(InetAddress address) {
            byte[] other = literal(base).getAddress();
            byte[] own = address.getAddress();
            int shift = own.length * Byte.SIZE - bits;
            return own.length == other.length
                    && new BigInteger(1, own)
                            .shiftRight(shift)
                            .equals(new BigInteger(1, other).shiftRight(shift));
        }

        private static InetAddress literal(String text) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(text + " is no address", e);
            }
        }
    }

    private PublicAddress() {}

    /// The address, if it is one that may be called: `https`, with a host, without a user.
    ///
    /// @param trial whether it may be `http` too
    static Optional<URI> of(String text, boolean trial) {
        if (text.length() > Endpoint.LONGEST || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            boolean known = secure || (trial && "http".equalsIgnoreCase(uri.getScheme()));
            boolean plain =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && uri.getPort() != 0
                            && uri.getPort() <= 0xFFFF;
            return known && plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Whether that is an address of the public internet.
    static boolean isPublic(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && RESERVED.stream().noneMatch(network -> network.holds(address));
    }

    /// The address to connect to: what is checked is what is called, whatever the name says next.
    ///
    /// @param trial whether it may be one of our own network's
    /// @throws UnknownHostException when there is none
    static Optional<InetAddress> resolve(URI url, boolean trial) throws UnknownHostException {
        List<InetAddress> all = List.of(InetAddress.getAllByName(url.getHost()));
        boolean allowed = trial || all.stream().allMatch(PublicAddress::isPublic);
        return allowed ? Optional.of(all.getFirst()) : Optional.empty();
    }
}
