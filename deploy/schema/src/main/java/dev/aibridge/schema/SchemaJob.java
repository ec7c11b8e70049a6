package dev.aibridge.schema;

import java.util.Map;
import org.flywaydb.core.Flyway;

/// Brings the database up to date and ends. Runs before any other process; several at once are
/// safe.
public final class SchemaJob {

    private static final String[] FOLDERS = {
        "roles", "accounts", "catalog", "usage", "billing", "audit"
    };

    private SchemaJob() {}

    /// Runs the job with settings from the environment.
    public static void main(String[] args) {
        int done = migrate(SchemaSettings.fromEnvironment(System.getenv()));
        System.out.println("schema: " + done + " migrations run");
    }

    /// Runs what has not run yet.
    ///
    /// @return how many migrations ran
    /// @throws org.flywaydb.core.api.FlywayException when one fails; nothing of it is kept
    public static int migrate(SchemaSettings settings) {
        String[] locations = new String[FOLDERS.length];
        for (int i = 0; i < FOLDERS.length; i++) {
            locations[i] = "classpath:db/" + FOLDERS[i];
        }
        return Flyway.configure()
                .dataSource(settings.url(), settings.ownerUser(), settings.ownerPassword())
                .locations(locations)
                .placeholders(
                        Map.of(
                                "gatewayPassword", settings.roles().gateway(),
                                "billingPassword", settings.roles().billing(),
                                "portalPassword", settings.roles().portal()))
                // Each schema counts its own versions: billing's next comes after audit's first.
                .outOfOrder(true)
                .connectRetries(20)
                .connectRetriesInterval(1)
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
