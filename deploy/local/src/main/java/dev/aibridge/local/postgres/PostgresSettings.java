package dev.aibridge.local.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How an embedded PostgreSQL is run.
///
/// @param data its folder; made and filled when it is empty
/// @param cache where the programs are unpacked
/// @param log the server's log file
/// @param port on 127.0.0.1
/// @param password of the owner role `aibridge`, fixed when the data is made
/// @param grace how long an orderly end may take
/// @param extra further server settings, `name=value`
public record PostgresSettings(
        Path data,
        Path cache,
        Path log,
        int port,
        String password,
        Duration grace,
        List<String> extra) {

    /// The database that holds everything.
    public static final String DATABASE = "aibridge";

    /// The role that owns it.
    public static final String OWNER = "aibridge";

    /// Copies, so that what was checked is what runs.
    public PostgresSettings {
        extra = List.copyOf(extra);
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the database's owner needs a password");
        }
    }

    /// `postgresql://127.0.0.1:port/aibridge`
    public String url() {
        return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }
}
