package dev.aibridge.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How the catalogue is kept up to date.
@ConfigMapping(prefix = "aibridge.routing")
public interface RoutingConfig {

    /// How often it is checked whether the catalogue is older than knowledge may be.
    @WithDefault("1s")
    Duration checkInterval();

    /// How long reading the catalogue may take, waiting for a connection included.
    @WithDefault("5s")
    Duration readTimeout();

    /// What opens the vendor keys that admins stored: 32 bytes in base64, the same for portal and
    /// gateways (`AIBRIDGE_VENDOR_KEY_KEY`). Without it only keys from the environment are used.
    Optional<String> vendorKeyKey();
}
