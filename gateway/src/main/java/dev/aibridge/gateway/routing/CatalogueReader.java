package dev.aibridge.gateway.routing;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Reads the catalogue as it stands at one moment.
@Singleton
final class CatalogueReader {

    private static final String ONE_MOMENT =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    private static final String MODELS = "SELECT * FROM catalog.model";
    private static final String ALIASES =
            "SELECT alias, model_id FROM catalog.model_alias ORDER BY position, alias";
    private static final String CHANNELS = "SELECT * FROM catalog.channel WHERE enabled";
    private static final String SERVINGS =
            "SELECT channel_id, model_id, upstream_model FROM catalog.channel_model ORDER BY channel_id";
    private static final String PRICES =
            """
            SELECT b.seq, p.model_id, p.ppm,
                   (extract(epoch FROM greatest(b.valid_from, 'epoch')) * 1000)::bigint AS valid_from_ms
            FROM catalog.price_book b JOIN catalog.price p ON p.book_seq = b.seq
            WHERE isfinite(b.valid_from) AND b.seq >= (
              SELECT max(seq) FROM catalog.price_book WHERE valid_from <= now())
            """;

    private final Pool pool;
    private final VendorSettings vendors;

    CatalogueReader(Pool pool, VendorSettings vendors) {
        this.pool = pool;
        this.vendors = vendors;
    }

    /// Fails when the database does not answer, and when what it answers is no usable catalogue.
    Future<Catalogue> read() {
        return pool.withTransaction(
                connection -> rows(connection, ONE_MOMENT).compose(begun -> readAll(connection)));
    }

    private Future<Catalogue> readAll(SqlConnection connection) {
        Future<RowSet<Row>> models = rows(connection, MODELS);
        Future<RowSet<Row>> aliases = rows(connection, ALIASES);
        Future<RowSet<Row>> channels = rows(connection, CHANNELS);
        Future<RowSet<Row>> servings = rows(connection, SERVINGS);
        Future<RowSet<Row>> prices = rows(connection, PRICES);
        return Future.all(models, aliases, channels, servings, prices)
                .map(
                        all ->
                                new Catalogue(
                                        offers(
                                                models.result(),
                                                servings(servings.result(), channels.result())),
                                        aliases(aliases.result()),
                                        books(prices.result())));
    }

    private static Future<RowSet<Row>> rows(SqlConnection connection, String sql) {
        return connection.query(sql).execute();
    }

    private Map<String, List<Offer.Serving>> servings(RowSet<Row> rows, RowSet<Row> channelRows) {
        Map<String, Channel> channels = new HashMap<>();
        channelRows.forEach(row -> addChannel(channels, row));
        Map<String, List<Offer.Serving>> byModel = new HashMap<>();
        for (Row row : rows) {
            Channel channel = channels.get(row.getString("channel_id"));
            if (channel != null) {
                byModel.computeIfAbsent(row.getString("model_id"), model -> new ArrayList<>())
                        .add(new Offer.Serving(channel, row.getString("upstream_model")));
            }
        }
        return byModel;
    }

    private void addChannel(Map<String, Channel> channels, Row row) {
        String id = row.getString("id");
        String credential = row.getString("credential");
        String url = vendors.baseUrl(credential).orElse(row.getString("base_url"));
        URI baseUrl = URI.create(url.replaceAll("/+$", ""));
        Dialect dialect = Dialect.of(row.getString("dialect"));
        Quirks quirks = Quirks.of(row.get(JsonObject.class, "quirks"));
        vendors.key(credential)
                .map(
                        key ->
                                new Channel(
                                        id,
                                        row.getString("provider"),
                                        dialect,
                                        baseUrl,
                                        key,
                                        quirks))
                .ifPresent(channel -> channels.put(id, channel));
    }

    private static List<Offer> offers(RowSet<Row> rows, Map<String, List<Offer.Serving>> servings) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(CatalogueReader::model)
                .map(model -> new Offer(model, servings.getOrDefault(model.id(), List.of())))
                .toList();
    }

    private static ModelEntry model(Row row) {
        return new ModelEntry(
                row.getString("id"),
                row.getString("provider"),
                ModelType.of(row.getString("type")),
                row.getInteger("context_tokens"),
                row.getInteger("max_output_tokens"),
                ModelStatus.of(row.getString("status")),
                row.getString("strengths"),
                Traits.of(row.get(JsonObject.class, "traits")),
                row.getInteger("position"),
                row.getOffsetDateTime("added_at").toInstant());
    }

    private static Aliases aliases(RowSet<Row> rows) {
        Map<String, String> exact = new HashMap<>();
        List<Aliases.Pattern> patterns = new ArrayList<>();
        for (Row row : rows) {
            String alias = row.getString("alias");
            String model = row.getString("model_id");
            if (alias.contains("*")) {
                patterns.add(new Aliases.Pattern(new AliasPattern(alias), model));
            } else {
                exact.put(alias, model);
            }
        }
        return new Aliases(exact, patterns);
    }

    private static PriceBooks books(RowSet<Row> rows) {
        Map<Long, Instant> validFrom = new HashMap<>();
        Map<Long, Map<String, Multipliers>> prices = new HashMap<>();
        for (Row row : rows) {
            Long seq = row.getLong("seq");
            validFrom.put(seq, Instant.ofEpochMilli(row.getLong("valid_from_ms")));
            prices.computeIfAbsent(seq, book -> new HashMap<>())
                    .put(row.getString("model_id"), multipliers(row));
        }
        List<PriceBook> books = new ArrayList<>();
        validFrom.forEach(
                (seq, from) ->
                        books.add(new PriceBook(seq, from, prices.getOrDefault(seq, Map.of()))));
        return new PriceBooks(books);
    }

    private static Multipliers multipliers(Row row) {
        Long[] ppm = row.getArrayOfLongs("ppm");
        long[] values = new long[ppm.length];
        for (int i = 0; i < ppm.length; i++) {
            values[i] = ppm[i];
        }
        return Multipliers.of(values);
    }
}
