package dev.aibridge.common.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a database that is away or busy from a mistake of ours.
public final class Outage {

    /// PostgreSQL's classes: connection, resources, operator's intervention (a statement's or a
    /// server's end); agroal's own failures have no state.
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    /// A lock's time-out, a deadlock, a server that only reads.
    private static final Set<String> STATES = Set.of("55P03", "40P01", "40001", "25006");

    private Outage() {}

    /// Whether the database, wherever in the causes it speaks, only could not answer now.
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return is(sql.getSQLState());
            }
        }
        return false;
    }

    private static boolean is(@Nullable String state) {
        return state == null
                || STATES.contains(state)
                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }
}
