package dev.aibridge.sandbox.stripe.pay;

import java.time.Duration;

/// How delayed payments end.
///
/// @param paid whether they succeed
/// @param after how long they take; they wait for a switch when it is zero
public record Later(boolean paid, Duration after) {}
