package dev.aibridge.schema;

import java.util.List;

/// The passwords of the roles that the processes sign in with.
///
/// @param gateway of `aibridge_gateway`
/// @param billing of `aibridge_billing`
/// @param portal of `aibridge_portal`
public record RolePasswords(String gateway, String billing, String portal) {

    /// Refuses passwords that would need quoting in SQL.
    ///
    /// @throws IllegalArgumentException when one has other than letters, digits, `_`, `-`, `.`
    public RolePasswords {
        for (String password : List.of(gateway, billing, portal)) {
            if (!password.matches("[A-Za-z0-9_.-]{8,128}")) {
                throw new IllegalArgumentException(
                        "a database role's password takes 8 to 128 letters, digits, '_', '-' or '.'");
            }
        }
    }

    @Override
    public String toString() {
        return "RolePasswords[…]";
    }
}
