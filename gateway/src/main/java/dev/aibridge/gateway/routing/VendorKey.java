package dev.aibridge.gateway.routing;

/// The operator's key for a vendor. Does not print itself.
public record VendorKey(String secret) {

    /// Refuses a blank key, and one that could end a header line.
    public VendorKey {
        if (secret.isBlank() || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a vendor key has characters that no key has");
        }
    }

    @Override
    public String toString() {
        return "a vendor key";
    }
}
