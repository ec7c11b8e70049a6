package dev.aibridge.billing.books;

import java.util.UUID;

/// A tenant and its wallet.
public record Wallet(UUID id, UUID tenant) {}
