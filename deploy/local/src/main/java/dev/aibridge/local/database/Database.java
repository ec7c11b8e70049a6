package dev.aibridge.local.database;

import dev.aibridge.schema.RolePasswords;
import dev.aibridge.schema.SchemaSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database and one role to sign in with.
///
/// @param url `postgresql://host:port/database`
/// @param user the role
/// @param password its password
public record Database(String url, String user, String password) {

    /// A new connection; the caller closes it.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /// The address as JDBC takes it.
    public String jdbcUrl() {
        return "jdbc:" + url;
    }

    /// What the schema job needs, with this role as the owner.
    public SchemaSettings schema(RolePasswords roles) {
        return new SchemaSettings(url, user, password, roles);
    }

    @Override
    public String toString() {
        return user + "@" + url;
    }
}
