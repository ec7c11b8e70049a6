package dev.aibridge.billing.vendor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How vendors' usage reports are read.
@ConfigMapping(prefix = "aibridge.vendor-reports")
public interface VendorSettings {

    /// How long a vendor may take to accept a connection, and then to answer.
    @WithDefault("20s")
    Duration timeout();

    /// The longest page of a report that is read, in bytes.
    @WithDefault("8388608")
    long maxPage();

    /// The most pages of a report.
    @WithDefault("100")
    int maxPages();
}
