package dev.aibridge.portal.billing;

/// What an admin says of a product.
public record ProductTerms(
        String name,
        long tokensMicro,
        long bonusMicro,
        long amountMinor,
        String currency,
        boolean active,
        int position) {}
