package dev.aibridge.gateway.routing;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/// The operator's keys and addresses of vendors: `<credential>_API_KEY`, `<credential>_BASE_URL`.
@Singleton
final class VendorSettings {

    private final Function<String, Optional<String>> settings;

    @Inject
    VendorSettings(Config config) {
        this(name -> config.getOptionalValue(name, String.class));
    }

    VendorSettings(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /// The key, when there is one: without it the vendor's channels don't exist.
    Optional<VendorKey> key(String credential) {
        return setting(credential + "_API_KEY").map(VendorKey::new);
    }

    /// Where the vendor is instead of where the catalogue says.
    Optional<String> baseUrl(String credential) {
        return setting(credential + "_BASE_URL");
    }

    private Optional<String> setting(String name) {
        return settings.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
