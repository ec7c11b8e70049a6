package dev.aibridge.billing.api;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// The process's clock, for metrics alone: money goes by the database's.
final class Clock {

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
