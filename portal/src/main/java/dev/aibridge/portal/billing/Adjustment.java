package dev.aibridge.portal.billing;

/// Tokens that an admin gives or takes.
///
/// @param tokensMicro negative to take
public record Adjustment(long tokensMicro, String reason) {}
