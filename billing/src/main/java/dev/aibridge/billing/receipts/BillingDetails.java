package dev.aibridge.billing.receipts;

/// Whom a tenant's receipts are made out to.
///
/// @param address may have several lines, or be empty
/// @param taxId may be empty
public record BillingDetails(String company, String address, String taxId) {

    /// The longest company.
    public static final int COMPANY = 200;

    /// The longest address.
    public static final int ADDRESS = 500;

    /// The longest tax id.
    public static final int TAX_ID = 50;
}
