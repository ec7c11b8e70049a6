package dev.aibridge.billing.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/// How the books are watched.
@ConfigMapping(prefix = "aibridge.reconciliation")
public interface ReconciliationSettings {

    /// The reaper's tick.
    @WithDefault("5s")
    Duration tick();

    /// Silent ticks until a holder is suspect: a minute, well over the 40 s that a gateway may
    /// carve money after its last heartbeat.
    @WithDefault("12")
    int suspectTicks();

    /// Silent ticks until its leases go back: that minute and 70 more, longer than the longest
    /// stream.
    @WithDefault("852")
    int lostTicks();

    /// How often partitions are made.
    @WithDefault("24h")
    Duration partitions();

    /// For how many days ahead: a week without billing loses no speed.
    @WithDefault("7")
    int partitionDays();

    /// How often the invariants are proved for the gauges, for what is new since the last time; 0 =
    /// never.
    @WithDefault("60s")
    Duration proof();

    /// The longest that may take.
    @WithDefault("60s")
    Duration proofLimit();

    /// When everything is proved, once a day; UTC.
    @WithDefault("03:00")
    LocalTime wholeProofAt();

    /// The longest that may take: it reads every event.
    @WithDefault("1h")
    Duration wholeProofLimit();

    /// How long after a proof of everything that failed the next one may begin.
    @WithDefault("1h")
    Duration wholeProofRetry();

    /// How old the last proof may be before an admin's page asks for another: older than one a
    /// minute gets.
    @WithDefault("90s")
    Duration proofAge();

    /// How long a stop waits for the work in hand.
    @WithDefault("3s")
    Duration stop();
}
