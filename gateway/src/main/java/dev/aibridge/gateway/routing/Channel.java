package dev.aibridge.gateway.routing;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/// A way to a vendor: where it is, in which dialects, with whose key.
///
/// @param urls where each dialect is spoken: absolute, `http` or `https`, without a slash at the
///   end
public record Channel(
        String id, String provider, Map<Dialect, URI> urls, VendorKey key, Quirks quirks) {

    /// Refuses an address that is not one.
    public Channel {
        urls = Map.copyOf(urls);
        for (URI url : urls.values()) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean plain = url.getRawQuery() == null && url.getRawFragment() == null;
            if (!http || url.getHost() == null || url.getRawUserInfo() != null || !plain) {
                throw new IllegalArgumentException("channel " + id + " has no usable base URL");
            }
        }
    }

    /// Whether it speaks a dialect.
    public boolean speaks(Dialect dialect) {
        return urls.containsKey(dialect);
    }

    /// Where a dialect is spoken.
    ///
    /// @throws NullPointerException when it does not speak that
    public URI url(Dialect dialect) {
        return Objects.requireNonNull(urls.get(dialect), dialect::name);
    }
}
