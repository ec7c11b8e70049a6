package dev.aibridge.billing.intake;

import java.sql.SQLException;
import java.util.Set;

/// Tells a batch that can't be booked from a database that can't book now.
final class Failures {

    /// Cardinality, data exceptions, integrity, program limits (PostgreSQL manual, appendix A).
    /// Everything else passes: connections, deadlocks, time-outs, a full or read-only server.
    private static final Set<String> OF_THE_EVENTS = Set.of("21", "22", "23", "54");

    private Failures() {}

    /// Whether trying the same events again fails again.
    static boolean isOfTheEvents(Exception e) {
        if (e instanceof SQLException sql) {
            String state = sql.getSQLState();
            return state != null
                    && state.length() == 5
                    && OF_THE_EVENTS.contains(state.substring(0, 2));
        }
        return true;
    }
}
