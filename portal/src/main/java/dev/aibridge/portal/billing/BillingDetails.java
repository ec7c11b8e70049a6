package dev.aibridge.portal.billing;

/// Whom receipts are made out to.
///
/// @param address may have several lines, or be empty
/// @param taxId may be empty
public record BillingDetails(String company, String address, String taxId) {}
