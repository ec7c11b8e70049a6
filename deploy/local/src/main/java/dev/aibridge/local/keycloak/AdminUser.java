package dev.aibridge.local.keycloak;

/// Who signs in at Keycloak's realm `master` to administer the others.
///
/// @param name the user's name
/// @param password never shown
public record AdminUser(String name, String password) {

    @Override
    public String toString() {
        return name;
    }
}
