package dev.aibridge.billing.vendor;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// The accounts whose bills we may read: those of the catalogue's channels for which the
/// environment has `<credential>_ADMIN_KEY`, beside the gateways' `<credential>_API_KEY`. Channels
/// of one credential share an account.
@ApplicationScoped
public class VendorAccounts {

    private static final String CHANNELS =
            "SELECT credential, min(base_url) FROM catalog.channel GROUP BY credential ORDER BY credential";

    private record Channel(String credential, String baseUrl) {}

    private final AgroalDataSource database;
    private final Config settings;

    /// The accounts of that catalogue's channels.
    public VendorAccounts(AgroalDataSource database, Config settings) {
        this.database = database;
        this.settings = settings;
    }

    /// All of them, by name.
    public List<VendorAccount> all() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(
                            connection,
                            row -> new Channel(row.getString(1), row.getString(2)),
                            CHANNELS)
                    .stream()
                    .flatMap(channel -> account(channel).stream())
                    .toList();
        }
    }

    private Optional<VendorAccount> account(Channel channel) {
        String name = channel.credential();
        return setting(name + "_ADMIN_KEY")
                .map(
                        key ->
                                new VendorAccount(
                                        name,
                                        setting(name + "_BASE_URL").orElse(channel.baseUrl()),
                                        new AdminKey(key)));
    }

    private Optional<String> setting(String name) {
        return settings.getOptionalValue(name, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
