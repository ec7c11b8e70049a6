package dev.aibridge.billing.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How usage is settled.
@ConfigMapping(prefix = "aibridge.settlement")
public interface SettlementSettings {

    /// Settler threads: while PostgreSQL books the batch of one, the other prepares its own. 0 =
    /// this process settles nothing.
    @WithDefault("2")
    int threads();

    /// The most events in one transaction: their wallets stay locked for up to 50 ms.
    @WithDefault("500")
    int batch();

    /// How often an empty intake is looked at; part of the second from usage to wallet.
    @WithDefault("50ms")
    Duration poll();

    /// The longest pause between attempts while the database is away or busy.
    @WithDefault("1s")
    Duration longestPause();

    /// How long a stop waits for the batch in hand: two statement time-outs.
    @WithDefault("4s")
    Duration stop();
}
