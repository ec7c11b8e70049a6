package dev.aibridge.gateway.relay;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of one request's way through the gateway.
@ConfigMapping(prefix = "aibridge.relay")
public interface RelayConfig {

    /// The largest body a client may send: a long agent conversation with images is some 10 MiB.
    @WithDefault("32M")
    MemorySize maxBody();

    /// All bodies that are held at one time, so that many large ones can't fill the heap.
    @WithDefault("512M")
    MemorySize bodyBudget();

    /// How long a body may take to arrive.
    @WithDefault("60s")
    Duration bodyTimeout();

    /// Requests in the process at one time.
    @WithDefault("2000")
    int inFlight();

    /// The largest answer that is not streamed, and the most a stream may bring.
    @WithDefault("64M")
    MemorySize maxAnswer();

    /// The longest single event of a stream.
    @WithDefault("1M")
    MemorySize maxEvent();

    /// How long a streamed vendor may take to its first byte.
    @WithDefault("120s")
    Duration firstSignTimeout();

    /// How long a stream may be silent.
    @WithDefault("300s")
    Duration idleTimeout();

    /// How long a stream may last.
    @WithDefault("60m")
    Duration streamTimeout();

    /// How long an answer that is not streamed may take.
    @WithDefault("10m")
    Duration wholeTimeout();

    /// How long a vendor may take to count a request's tokens, before we count them ourselves.
    @WithDefault("10s")
    Duration countTimeout();

    /// After how much silence a client of a stream gets a sign of life.
    @WithDefault("15s")
    Duration signOfLife();

    /// How long a client may refuse to read before it is given up.
    @WithDefault("30s")
    Duration writeStall();

    /// How long running streams may go on after a stop was asked for.
    @WithDefault("30s")
    Duration shutdownGrace();

    /// The output, in tokens of each choice, that is held at first for a stream, and by which its
    /// hold grows.
    @WithDefault("1000")
    int outputSlice();

    /// The least output, in tokens, that a nearly empty wallet must be able to pay for.
    @WithDefault("200")
    int leastOutput();
}
