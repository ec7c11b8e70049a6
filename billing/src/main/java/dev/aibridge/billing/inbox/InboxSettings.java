package dev.aibridge.billing.inbox;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How Stripe's events are worked off.
@ConfigMapping(prefix = "aibridge.inbox")
public interface InboxSettings {

    /// The longest event that is taken; Stripe's are some kilobytes.
    @WithDefault("256K")
    MemorySize longest();

    /// How often the inbox is looked at: part of the second from a payment to its credit.
    @WithDefault("200ms")
    Duration poll();

    /// Events that are worked off at the same time.
    @WithDefault("8")
    int batch();

    /// For how long nobody else takes an event that was taken: longer than Stripe's time-outs and
    /// our repetitions of a call together.
    @WithDefault("2m")
    Duration claim();

    /// The pause after an event's first failure; it doubles with each.
    @WithDefault("1s")
    Duration pause();

    /// The longest pause between attempts at one event.
    @WithDefault("10m")
    Duration longestPause();
}
