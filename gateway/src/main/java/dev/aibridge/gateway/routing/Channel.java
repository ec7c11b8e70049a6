package dev.aibridge.gateway.routing;

import java.net.URI;

/// A way to a vendor: where it is, in which dialect, with whose key.
///
/// @param baseUrl absolute, `http` or `https`, without a slash at its end
public record Channel(
        String id, String provider, Dialect dialect, URI baseUrl, VendorKey key, Quirks quirks) {

    /// Refuses an address that is not one.
    public Channel {
        boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
        boolean plain = baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null;
        if (!http || baseUrl.getHost() == null || baseUrl.getRawUserInfo() != null || !plain) {
            throw new IllegalArgumentException("channel " + id + " has no usable base URL");
        }
    }
}
