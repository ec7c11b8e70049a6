package dev.aibridge.local.keycloak;

import dev.aibridge.local.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How an embedded Keycloak is run.
///
/// @param home its folder; made anew at each start, for all it keeps is in the database
/// @param cache where the programs are unpacked
/// @param files the folder of the realm and the theme: `deploy/keycloak`
/// @param log the server's log file
/// @param port on 127.0.0.1
/// @param managementPort of its health, on 127.0.0.1
/// @param database its own, with its own role
/// @param admin who may change everything
/// @param values what stands for the placeholders in the realm's files
/// @param grace how long an orderly end may take
public record KeycloakSettings(
        Path home,
        Path cache,
        Path files,
        Path log,
        int port,
        int managementPort,
        Database database,
        AdminUser admin,
        Map<String, String> values,
        Duration grace) {

    /// Copies, so that what was checked is what runs.
    public KeycloakSettings {
        values = Map.copyOf(values);
    }

    /// The realm's address, which is also the issuer of its tokens.
    public String realmUrl() {
        return url() + "/realms/aibridge";
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }
}
