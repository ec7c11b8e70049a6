package dev.aibridge.schema;

import java.util.Map;

/// Where the database is and which passwords its roles get.
///
/// @param url `postgresql://host:port/database`, or the same with `jdbc:` in front
/// @param ownerUser the role that owns everything; it may create roles
/// @param ownerPassword that role's password
/// @param roles the passwords of the processes' roles
public record SchemaSettings(
        String url, String ownerUser, String ownerPassword, RolePasswords roles) {

    /// Takes both ways to write the address.
    public SchemaSettings {
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
                new RolePasswords(
                        required(environment, "AIBRIDGE_DATABASE_GATEWAY_PASSWORD"),
                        required(environment, "AIBRIDGE_DATABASE_BILLING_PASSWORD"),
                        required(environment, "AIBRIDGE_DATABASE_PORTAL_PASSWORD")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
