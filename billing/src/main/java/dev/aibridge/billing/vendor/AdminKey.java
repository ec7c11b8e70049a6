package dev.aibridge.billing.vendor;

/// The operator's key for what a vendor bills. Does not print itself.
public record AdminKey(String secret) {

    /// Refuses a blank key, and one that could end a header line.
    public AdminKey {
        if (secret.isBlank() || !secret.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException("an admin key has characters that no key has");
        }
    }

    @Override
    public String toString() {
        return "an admin key";
    }
}
