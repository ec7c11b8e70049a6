package dev.aibridge.local.stack;

import dev.aibridge.local.process.StartFailed;
import dev.aibridge.schema.SchemaJob;
import dev.aibridge.schema.SchemaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.flywaydb.core.api.FlywayException;

/// The schema job, run in this process: that saves the second a Java of its own would take.
///
/// @param settings the database and its roles' passwords
/// @param log takes what the job says
record Migration(SchemaSettings settings, Path log) {

    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    void run() throws StartFailed {
        try {
            Files.createDirectories(log.resolveSibling(""));
            FileHandler file = new FileHandler(log.toString());
            try {
                file.setFormatter(new SimpleFormatter());
                FLYWAY.setUseParentHandlers(false);
                FLYWAY.addHandler(file);
                SchemaJob.migrate(settings);
            } finally {
                FLYWAY.removeHandler(file);
                file.close();
            }
        } catch (FlywayException e) {
            throw new StartFailed("the schema job failed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartFailed("the schema job's log can't be written: " + log, e);
        }
    }
}
