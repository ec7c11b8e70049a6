package dev.aibridge.schema;

import java.util.Map;

/// Where the database is and which passwords its roles get.
///
/// @param url `postgresql://host:port/database`, or the same with `jdbc:` in front
/// @param ownerUser the role that owns everything; it may create roles
/// @param ownerPassword that role's password
/// @param gatewayPassword the password of `aibridge_gateway`
/// @param billingPassword the password of `aibridge_billing`
public record SchemaSettings(
        String url,
        String ownerUser,
        String ownerPassword,
        String gatewayPassword,
        String billingPassword) {

    /// Refuses passwords that would need quoting in SQL.
    ///
    /// @throws IllegalArgumentException when a role's password has other than letters, digits, `_`,
    ///   `-`, `.`
    public SchemaSettings {
        for (String password : new String[] {gatewayPassword, billingPassword}) {
            if (!password.matches("[A-Za-z0-9_.-]{8,128}")) {
                throw new IllegalArgumentException(
                        "a database role's password takes 8 to 128 letters, digits, '_', '-' or '.'");
            }
        }
        url = url.startsWith("jdbc:") ? url : "jdbc:" + url;
    }

    /// Reads `AIBRIDGE_DATABASE_URL` and its companions.
    ///
    /// @throws IllegalArgumentException when one is missing, naming it
    public static SchemaSettings fromEnvironment(Map<String, String> environment) {
        return new SchemaSettings(
                required(environment, "AIBRIDGE_DATABASE_URL"),
                required(environment, "AIBRIDGE_DATABASE_OWNER_USER"),
                required(environment, "AIBRIDGE_DATABASE_OWNER_PASSWORD"),
                required(environment, "AIBRIDGE_DATABASE_GATEWAY_PASSWORD"),
                required(environment, "AIBRIDGE_DATABASE_BILLING_PASSWORD"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
