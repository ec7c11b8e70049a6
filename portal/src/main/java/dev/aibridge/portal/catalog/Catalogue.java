package dev.aibridge.portal.catalog;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.accounts.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Reads what can be called and for how much, as the gateways do.
@ApplicationScoped
@Transactional
public class Catalogue {

    private final Session database;

    Catalogue(Session database) {
        this.database = database;
    }

    /// The models that are listed, that an enabled channel serves, and that have a price; in order.
    public List<Offer> offers() {
        List<PriceBook> books = books();
        List<Offer> offers = new ArrayList<>();
        for (Model model : served()) {
            Multipliers price = books.isEmpty() ? null : books.getFirst().of(model.id);
            if (price != null) {
                offers.add(new Offer(model, price));
            }
        }
        return offers;
    }

    /// Those of them that a key may call: its own list and its tenant's both name them.
    ///
    /// @param keysList catalogue ids, or `null` for all
    public List<Offer> offers(Tenant tenant, String @Nullable [] keysList) {
        return offers().stream()
                .filter(offer -> names(tenant.allowedModels, offer))
                .filter(offer -> names(keysList, offer))
                .toList();
    }

    private static boolean names(String @Nullable [] list, Offer offer) {
        return list == null || Arrays.asList(list).contains(offer.id());
    }

    /// One that is listed.
    public Optional<Offer> offer(String id) {
        return offers().stream().filter(offer -> offer.id().equals(id)).findFirst();
    }

    /// The one to try first: of those that chat, the one whose answers cost least.
    public static Optional<Offer> toTry(List<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.model().chat())
                .min(Comparator.comparingLong(Offer::outputPpm));
    }

    private List<Model> served() {
        return database.createNativeQuery(
                        """
                        SELECT m.* FROM catalog.model m
                        WHERE m.status <> 'hidden' AND EXISTS (
                          SELECT FROM catalog.channel_model s
                          JOIN catalog.channel c ON c.id = s.channel_id
                          WHERE s.model_id = m.id AND c.enabled)
                        ORDER BY m.position, m.id""",
                        Model.class)
                .getResultList();
    }

    /// Other names that lead to a model; one with `*` stands for many.
    public List<String> aliases(Model model) {
        return database.createNativeQuery(
                        """
                        SELECT alias FROM catalog.model_alias
                        WHERE model_id = :model ORDER BY position, alias""",
                        String.class)
                .setParameter("model", model.id)
                .getResultList();
    }

    /// The price book in force by the database's clock, then those whose time is still to come.
    public List<PriceBook> books() {
        Map<Long, Instant> begins = new LinkedHashMap<>();
        Map<Long, Map<String, Multipliers>> prices = new HashMap<>();
        prices().forEach(
                        row -> {
                            Long seq = (Long) row[0];
                            begins.put(seq, (Instant) row[1]);
                            prices.computeIfAbsent(seq, book -> new HashMap<>())
                                    .put((String) row[2], Multipliers.of((long[]) row[3]));
                        });
        return begins.entrySet().stream()
                .map(
                        book ->
                                new PriceBook(
                                        book.getKey(),
                                        book.getValue(),
                                        prices.getOrDefault(book.getKey(), Map.of()),
                                        factors(book.getKey())))
                .toList();
    }

    private Map<String, Long> factors(long book) {
        return database.createNativeQuery(
                        "SELECT price_group, ppm FROM catalog.factor WHERE book_seq = :book",
                        Object[].class)
                .setParameter("book", book)
                .addScalar("price_group", String.class)
                .addScalar("ppm", Long.class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    private Stream<Object[]> prices() {
        return database.createNativeQuery(
                        """
                        SELECT b.seq, b.valid_from, p.model_id, p.ppm
                        FROM catalog.price_book b JOIN catalog.price p ON p.book_seq = b.seq
                        WHERE b.seq >= (
                          SELECT max(seq) FROM catalog.price_book WHERE valid_from <= now())
                        ORDER BY b.seq""",
                        Object[].class)
                .addScalar("seq", Long.class)
                .addScalar("valid_from", Instant.class)
                .addScalar("model_id", String.class)
                .addScalar("ppm", long[].class)
                .getResultStream();
    }
}
