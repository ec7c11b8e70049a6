package dev.aibridge.billing.api;

/// Keycloak's roles that billing knows.
public final class Roles {

    /// May see every tenant and change what an admin may change.
    public static final String ADMIN = "admin";

    private Roles() {}
}
