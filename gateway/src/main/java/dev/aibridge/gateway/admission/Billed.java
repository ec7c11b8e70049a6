package dev.aibridge.gateway.admission;

/// What a conversation's last prompt was billed.
///
/// @param promptBytes bytes of its text
/// @param micro micro-tokens of all input buckets together
record Billed(int promptBytes, long micro) {}
