package dev.aibridge.billing.vendor;

/// An account of ours with a vendor, whose bill we may read.
///
/// @param name the credential of its channels: `OPENAI`
/// @param baseUrl as channels have it, `https://api.openai.com/v1`
public record VendorAccount(String name, String baseUrl, AdminKey key) {}
