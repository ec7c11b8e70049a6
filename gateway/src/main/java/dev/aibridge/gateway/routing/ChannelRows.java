package dev.aibridge.gateway.routing;

import dev.aibridge.common.secrets.Opening;
import dev.aibridge.common.secrets.SealedSecrets;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/// Makes channels of their rows: the environment's key and address first, else the key that an
/// admin sealed and the catalogue's address.
@Singleton
final class ChannelRows {

    /// What a row is selected from; its columns are `c.*` and `s.sealed`.
    static final String TABLES =
            "catalog.channel c LEFT JOIN catalog.channel_secret s ON s.channel_id = c.id";

    private final VendorSettings vendors;
    private final Optional<SealedSecrets> secrets;

    /// @throws IllegalArgumentException when the key-encryption key has another length
    ChannelRows(VendorSettings vendors, RoutingConfig config) {
        this.vendors = vendors;
        this.secrets = config.vendorKeyKey().map(SealedSecrets::new);
    }

    KeyFinding key(Row row) {
        return vendors.key(row.getString("credential"))
                .<KeyFinding>map(key -> new KeyFinding.Found(key, KeyFinding.Source.ENVIRONMENT))
                .orElseGet(() -> sealed(row));
    }

    private KeyFinding sealed(Row row) {
        if (row.getBuffer("sealed") == null) {
            return new KeyFinding.None();
        }
        byte[] sealed = row.getBuffer("sealed").getBytes();
        String owner = SealedSecrets.ofChannel(row.getString("id"));
        Opening opening =
                secrets.map(key -> key.open(sealed, owner)).orElseGet(Opening.Refused::new);
        if (opening instanceof Opening.Opened(String secret) && VendorKey.isUsable(secret)) {
            return new KeyFinding.Found(new VendorKey(secret), KeyFinding.Source.SEALED);
        }
        return new KeyFinding.Locked();
    }

    /// @throws IllegalArgumentException when address, dialect or quirks can't be used
    /// @throws ClassCastException when a quirk has the wrong type
    Channel channel(Row row, VendorKey key) {
        String url = vendors.baseUrl(row.getString("credential")).orElse(row.getString("base_url"));
        return new Channel(
                row.getString("id"),
                row.getString("provider"),
                Dialect.of(row.getString("dialect")),
                URI.create(url.replaceAll("/+$", "")),
                key,
                Quirks.of(row.get(JsonObject.class, "quirks")));
    }
}
