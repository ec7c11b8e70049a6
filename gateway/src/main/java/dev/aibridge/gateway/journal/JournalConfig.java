package dev.aibridge.gateway.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/// Where the journal is, how large its pieces are, and how soon they are safe and shipped.
@ConfigMapping(prefix = "aibridge.journal")
public interface JournalConfig {

    /// The folder; one gateway process at a time.
    @WithDefault(".aibridge/journal/gateway")
    Path dir();

    /// Bytes of one preallocated segment. About 650 bytes are written per request.
    @WithDefault("16777216")
    int segmentBytes();

    /// Bytes that all segments of the folder may take; then nothing more is admitted. Absent: what
    /// the disk has.
    OptionalLong maxBytes();

    /// How often what was written is forced to the disk: what a power cut can cost.
    @WithDefault("50ms")
    Duration syncInterval();

    /// How long after its last record it is recorded how far a stream is.
    @WithDefault("2s")
    Duration progressInterval();

    /// After how many more tokens of a stream it is recorded earlier.
    @WithDefault("1000")
    long progressTokens();

    /// Most events in one insert.
    @WithDefault("500")
    int shipBatch();

    /// How long the shipper waits when there was nothing to ship.
    @WithDefault("10ms")
    Duration shipInterval();

    /// How long a call to the database may take before its outcome counts as unknown.
    @WithDefault("3s")
    Duration callTimeout();

    /// How long shipped records stay, so that a restored database can be brought up to date.
    @WithDefault("72h")
    Duration retention();

    /// How long a stopping gateway waits until all it shipped is booked and its leases are free.
    @WithDefault("4s")
    Duration closeTimeout();

    /// How often the gateway tells the database that it lives.
    @WithDefault("5s")
    Duration heartbeatInterval();

    /// How long after sending its last successful heartbeat a gateway may give away leased money;
    /// below the 60 s of silence after which billing calls it suspect.
    @WithDefault("40s")
    Duration carveWindow();
}
