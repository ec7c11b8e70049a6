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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// Reads the catalogue as it stands at one moment.
@Singleton
final class CatalogueReader {

    private static final String ONE_MOMENT =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    private static final String MODELS = "SELECT * FROM catalog.model";
    private static final String ALIASES =
            "SELECT alias, model_id FROM catalog.model_alias ORDER BY position, alias";
    private static final String CHANNELS =
            "SELECT " + ChannelRows.COLUMNS + " FROM " + ChannelRows.TABLES + " WHERE c.enabled";
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
    private static final String FACTORS =
            """
            SELECT book_seq, price_group, ppm FROM catalog.factor WHERE book_seq >= (
              SELECT max(seq) FROM catalog.price_book WHERE valid_from <= now())
            """;

    private final Pool pool;
    private final ChannelRows channels;

    CatalogueReader(Pool pool, ChannelRows channels) {
        this.pool = pool;
        this.channels = channels;
    }

    /// Fails when the database does not answer, and when what it answers is no usable catalogue.
    Future<Catalogue> read() {
        return pool.withTransaction(
                connection -> rows(connection, ONE_MOMENT).compose(begun -> readAll(connection)));
    }

    private Future<Catalogue> readAll(SqlConnection connection) {
        Future<RowSet<Row>> models = rows(connection, MODELS);
        Future<RowSet<Row>> aliases = rows(connection, ALIASES);
        Future<RowSet<Row>> channelRows = rows(connection, CHANNELS);
        Future<RowSet<Row>> servings = rows(connection, SERVINGS);
        Future<RowSet<Row>> prices = rows(connection, PRICES);
        Future<RowSet<Row>> factors = rows(connection, FACTORS);
        return Future.all(models, aliases, channelRows, servings, prices, factors)
                .map(
                        all -> {
                            Map<String, Channel> usable = new HashMap<>();
                            Set<String> locked = new TreeSet<>();
                            channelRows.result().forEach(row -> add(row, usable, locked));
                            return new Catalogue(
                                    offers(models.result(), servings(servings.result(), usable)),
                                    aliases(aliases.result()),
                                    books(prices.result(), factors(factors.result())),
                                    locked);
                        });
    }

    private static Future<RowSet<Row>> rows(SqlConnection connection, String sql) {
        return connection.query(sql).execute();
    }

    /// One whose sealed key does not open is out alone; nothing else of the catalogue suffers.
    private void add(Row row, Map<String, Channel> usable, Set<String> locked) {
        String id = row.getString("id");
        switch (channels.key(row)) {
            case KeyFinding.Found found -> usable.put(id, channels.channel(row, found.key()));
            case KeyFinding.Locked out -> locked.add(id);
            case KeyFinding.None none -> {}
        }
    }

    private static Map<String, List<Offer.Serving>> servings(
            RowSet<Row> rows, Map<String, Channel> channels) {
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

    private static Map<Long, Map<String, Long>> factors(RowSet<Row> rows) {
        Map<Long, Map<String, Long>> byBook = new HashMap<>();
        for (Row row : rows) {
            byBook.computeIfAbsent(row.getLong("book_seq"), book -> new HashMap<>())
                    .put(row.getString("price_group"), row.getLong("ppm"));
        }
        return byBook;
    }

    private static PriceBooks books(RowSet<Row> rows, Map<Long, Map<String, Long>> factors) {
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
                        books.add(
                                new PriceBook(
                                        seq,
                                        from,
                                        prices.getOrDefault(seq, Map.of()),
                                        factors.getOrDefault(seq, Map.of()))));
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
