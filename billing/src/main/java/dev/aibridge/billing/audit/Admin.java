package dev.aibridge.billing.audit;

import java.util.UUID;

/// Who acts as an admin.
///
/// @param subject of their token
/// @param name what to call them
public record Admin(UUID subject, String name) {}
