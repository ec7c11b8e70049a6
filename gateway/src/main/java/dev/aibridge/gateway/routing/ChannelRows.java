package dev.aibridge.gateway.routing;

import dev.aibridge.common.secrets.Opening;
import dev.aibridge.common.secrets.SealedSecrets;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Makes channels of their rows: the environment's key and address first, else the key that an
/// admin sealed and the catalogue's address.
@Singleton
final class ChannelRows {

    /// What a row is selected from; its columns are [#COLUMNS].
    static final String TABLES =
            "catalog.channel c LEFT JOIN catalog.channel_secret s ON s.channel_id = c.id";

    /// A channel, its sealed key, and where it speaks which further dialects.
    static final String COLUMNS =
            """
            c.*, s.sealed, (
              SELECT jsonb_object_agg(d.dialect, coalesce(d.base_url, ''))
              FROM catalog.channel_dialect d WHERE d.channel_id = c.id) AS further
            """;

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
        Map<Dialect, URI> urls = new EnumMap<>(Dialect.class);
        urls.put(Dialect.of(row.getString("dialect")), url(url));
        JsonObject further = row.get(JsonObject.class, "further");
        if (further != null) {
            for (String dialect : further.fieldNames()) {
                String own = further.getString(dialect);
                urls.put(Dialect.of(dialect), url(own.isEmpty() ? url : own));
            }
        }
        return new Channel(
                row.getString("id"),
                row.getString("provider"),
                urls,
                key,
                Quirks.of(row.get(JsonObject.class, "quirks")));
    }

    private static URI url(String text) {
        return URI.create(text.replaceAll("/+$", ""));
    }
}
