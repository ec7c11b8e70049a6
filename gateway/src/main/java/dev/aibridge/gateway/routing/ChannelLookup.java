package dev.aibridge.gateway.routing;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One channel as the database has it now, enabled or not: what an admin tries before it serves.
@Singleton
public final class ChannelLookup {

    /// What was found.
    public sealed interface Standing {

        /// It can be called.
        ///
        /// @param model the catalogue's id
        /// @param upstreamModel what the vendor calls it
        record Ready(
                Channel channel,
                KeyFinding.Source source,
                String model,
                ModelType type,
                String upstreamModel)
                implements Standing {}

        /// It can't be called as it stands.
        record Unready(KeyFinding.Source source, Lack lack) implements Standing {}

        /// There is no such channel.
        record Unknown() implements Standing {}
    }

    /// What a channel may lack.
    public enum Lack {
        /// It serves no such model, or none at all.
        MODEL,
        /// Nobody gave it a key.
        KEY,
        /// Its sealed key does not open.
        OPENED_KEY,
        /// Its address, dialect or quirks, or the environment's key, can't be.
        USABLE_SETTINGS
    }

    private static final String SQL =
            """
            SELECT %s, served.* FROM %s
            LEFT JOIN LATERAL (
              SELECT m.id AS model_id, m.type, cm.upstream_model
              FROM catalog.channel_model cm JOIN catalog.model m ON m.id = cm.model_id
              WHERE cm.channel_id = c.id AND m.id = coalesce($2, m.id)
              ORDER BY m.type <> 'chat', m.position, m.id LIMIT 1) served ON true
            WHERE c.id = $1
            """
                    .formatted(ChannelRows.COLUMNS, ChannelRows.TABLES);

    private final Pool pool;
    private final ChannelRows channels;
    private final RoutingConfig config;

    @Inject
    ChannelLookup(Pool pool, ChannelRows channels, RoutingConfig config) {
        this.pool = pool;
        this.channels = channels;
        this.config = config;
    }

    /// Looks a channel up. Fails when the database does not answer.
    ///
    /// @param model which of its models; `null` for its first, chat before embeddings
    public Future<Standing> find(String channel, @Nullable String model) {
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(channel, model))
                .timeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(this::standing);
    }

    private Standing standing(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return new Standing.Unknown();
        }
        Row row = rows.iterator().next();
        try {
            return switch (channels.key(row)) {
                case KeyFinding.Found(VendorKey key, KeyFinding.Source source) ->
                        ready(row, key, source);
                case KeyFinding.Locked locked ->
                        new Standing.Unready(locked.source(), Lack.OPENED_KEY);
                case KeyFinding.None none -> new Standing.Unready(none.source(), Lack.KEY);
            };
        } catch (IllegalArgumentException badKey) {
            return new Standing.Unready(KeyFinding.Source.ENVIRONMENT, Lack.USABLE_SETTINGS);
        }
    }

    private Standing ready(Row row, VendorKey key, KeyFinding.Source source) {
        if (row.getString("model_id") == null) {
            return new Standing.Unready(source, Lack.MODEL);
        }
        Channel channel;
        try {
            channel = channels.channel(row, key);
        } catch (IllegalArgumentException | ClassCastException badRow) {
            return new Standing.Unready(source, Lack.USABLE_SETTINGS);
        }
        return new Standing.Ready(
                channel,
                source,
                row.getString("model_id"),
                ModelType.of(row.getString("type")),
                row.getString("upstream_model"));
    }
}
