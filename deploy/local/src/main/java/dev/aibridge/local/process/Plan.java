package dev.aibridge.local.process;

import java.io.IOException;
import java.time.Duration;

/// How one part of the system is run, as often as it is started.
///
/// @param name as people know it: `gateway`
/// @param port where it listens
/// @param probe answers once it does its work
/// @param asked the signal that asks for an orderly end
/// @param grace how long it may take to obey before it is killed
/// @param recipe what is run
public record Plan(
        String name, int port, Probe probe, Signal asked, Duration grace, Recipe recipe) {

    /// Refuses what could never end.
    public Plan {
        if (name.isBlank() || port <= 0 || grace.isNegative()) {
            throw new IllegalArgumentException("a part needs a name, a port and a grace");
        }
    }

    /// Makes the command anew for each start: a server may have to tidy up first.
    @FunctionalInterface
    public interface Recipe {

        /// The command to run now.
        Command command() throws StartFailed, IOException;
    }
}
