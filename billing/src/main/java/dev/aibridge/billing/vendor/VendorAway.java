package dev.aibridge.billing.vendor;

/// A vendor did not say what it bills, or not now.
public final class VendorAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    VendorAway(String message) {
        super(message);
    }

    VendorAway(String message, Throwable cause) {
        super(message, cause);
    }
}
