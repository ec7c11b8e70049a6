package dev.aibridge.portal.billing;

/// Tokens that an admin gives or takes.
///
/// @param tokensMicro negative to take
/// @param requestKey the same key is booked once
public record Adjustment(long tokensMicro, String reason, String requestKey) {}
