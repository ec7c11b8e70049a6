package dev.aibridge.chaos.faults;

import dev.aibridge.chaos.World;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The clock of a system's database, which a test can set: `now()` and `clock_timestamp()` are
/// replaced by functions that add to what they said, for every statement of every process. The
/// server's own uses (time-outs, its log) keep the machine's time.
final class DatabaseClock {

    private static final String FIND_DEFAULTS =
            """
            SELECT format('ALTER TABLE %s ALTER %I SET DEFAULT %s', d.adrelid::regclass, a.attname,
              replace(pg_get_expr(d.adbin, d.adrelid), 'machine_', ''))
            FROM pg_attrdef d
            JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            WHERE pg_get_expr(d.adbin, d.adrelid) LIKE '%machine\\_%'""";
    private static final String IS_REPLACED =
            "SELECT count(*) FROM pg_proc WHERE proname = 'machine_now'";

    private final World world;

    private DatabaseClock(World world) {
        this.world = world;
    }

    /// Takes over a database's clock, and ends all sessions, whose plans know the one before.
    static DatabaseClock of(World world) throws SQLException {
        DatabaseClock clock = new DatabaseClock(world);
        if (Reckoning.number(world, IS_REPLACED) == 0) {
            Reckoning.run(world, "ALTER FUNCTION pg_catalog.now() RENAME TO machine_now");
            Reckoning.run(
                    world,
                    "ALTER FUNCTION pg_catalog.clock_timestamp() RENAME TO machine_clock_timestamp");
            clock.step(Duration.ZERO);
            for (String change : Reckoning.texts(world, FIND_DEFAULTS)) {
                Reckoning.run(world, change);
            }
            endSessions(world);
        }
        return clock;
    }

    /// Puts it that far from the machine's clock.
    void step(Duration ahead) throws SQLException {
        for (List<String> function :
                List.of(List.of("now", "STABLE"), List.of("clock_timestamp", "VOLATILE"))) {
            Reckoning.run(
                    world,
                    """
                    CREATE OR REPLACE FUNCTION pg_catalog.%1$s() RETURNS timestamptz
                    LANGUAGE sql %2$s PARALLEL SAFE
                    AS $$ SELECT pg_catalog.machine_%1$s() + interval '%3$d s' $$"""
                            .formatted(function.get(0), function.get(1), ahead.toSeconds()));
        }
    }

    /// Ends the sessions of all processes of ours.
    static void endSessions(World world) throws SQLException {
        Reckoning.number(
                world,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE usename LIKE 'aibridge\\_%'");
    }
}
