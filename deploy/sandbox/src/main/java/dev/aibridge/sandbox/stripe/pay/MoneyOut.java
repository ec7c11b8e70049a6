package dev.aibridge.sandbox.stripe.pay;

/// The ways in which captured money leaves.
public record MoneyOut(Refunds refunds, Disputes disputes) {}
