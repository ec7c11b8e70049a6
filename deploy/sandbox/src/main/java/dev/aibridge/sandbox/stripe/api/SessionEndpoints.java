package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cart;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.stripe.pay.Sessions;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/checkout/sessions`.
final class SessionEndpoints {

    private static final String URL = "/v1/checkout/sessions";

    private final Books books;
    private final Journal journal;
    private final Sessions sessions;
    private final Shelves shelves;

    SessionEndpoints(Books books, Journal journal, Sessions sessions, Shelves shelves) {
        this.books = books;
        this.journal = journal;
        this.sessions = sessions;
        this.shelves = shelves;
    }

    List<Route> routes() {
        Shape.Fields filters =
                Shelves.filters("customer", "payment_intent")
                        .with("status", Shape.oneOf("complete", "expired", "open"))
                        .without(
                                "customer_account",
                                "customer_details",
                                "payment_link",
                                "subscription");
        return List.of(
                Route.post(URL, Kind.SESSION, SessionShape.OPEN, this::open),
                Route.list(URL, Kind.SESSION, filters, this::list),
                Route.get(URL + "/{id}", Kind.SESSION, asked -> one(asked, Answer::ok)),
                Route.post(
                        URL + "/{id}/expire",
                        Kind.SESSION,
                        Shape.Fields.none(),
                        asked -> one(asked, session -> expire(session, asked))),
                Route.list(
                        URL + "/{id}/line_items",
                        Kind.LINE_ITEM,
                        Shape.Fields.none(),
                        asked -> one(asked, session -> lineItems(session, asked))));
    }

    private Answer open(Asked asked) {
        ObjectNode values = asked.values();
        Optional<Refusal> refusal = new SessionRules(books, journal.now()).refusal(values);
        if (refusal.isPresent()) {
            return refusal.get().answer();
        }
        ArrayNode items = Json.array();
        values.path("line_items").forEach(item -> items.add(lineItem(item)));
        ObjectNode intentData = Json.object();
        values.path("payment_intent_data")
                .propertyStream()
                .filter(one -> !one.getValue().isNull())
                .forEach(one -> intentData.set(one.getKey(), one.getValue()));
        return Answer.ok(
                sessions.open(
                        values,
                        new Cart(items, intentData),
                        items.get(0).path("currency").asText(),
                        SessionRules.total(values)));
    }

    private Answer list(Asked asked) {
        sessions.sweep();
        return shelves.list(URL, Kind.SESSION, asked.values());
    }

    private Answer one(Asked asked, Function<ObjectNode, Answer> answer) {
        return sessions.find(asked.id())
                .map(answer)
                .orElseGet(
                        () ->
                                Refusal.missing(Kind.SESSION.object(), asked.id(), "session")
                                        .answer());
    }

    private Answer expire(ObjectNode session, Asked asked) {
        if (!Sessions.isOpen(session)) {
            return Refusal.invalid(
                            ("Only Checkout Sessions with a status in [\"open\"] can be expired."
                                            + " This Checkout Session has a status of `%s`.")
                                    .formatted(session.path("status").asText()),
                            null,
                            null)
                    .answer();
        }
        sessions.expire(session, asked.cause());
        return Answer.ok(session);
    }

    private Answer lineItems(ObjectNode session, Asked asked) {
        String id = session.path("id").asText();
        List<ObjectNode> items =
                books.cart(id).items().valueStream().map(ObjectNode.class::cast).toList();
        return Paging.page(URL + "/" + id + "/line_items", "item", items, asked.values());
    }

    private ObjectNode lineItem(JsonNode asked) {
        JsonNode data = asked.path("price_data");
        JsonNode product = data.path("product_data");
        long amount = SessionRules.total(asked.path("quantity"), data.path("unit_amount"));
        String currency = data.path("currency").asText();
        ObjectNode item =
                Json.object()
                        .put("id", Kind.LINE_ITEM.newId())
                        .put("object", Kind.LINE_ITEM.object())
                        .put("amount_discount", 0)
                        .put("amount_subtotal", amount)
                        .put("amount_tax", 0)
                        .put("amount_total", amount)
                        .put("currency", currency)
                        .put("description", product.path("name").asText())
                        .put("quantity", asked.path("quantity").asLong());
        item.putObject("price")
                .put("id", Kind.PRICE.newId())
                .put("object", Kind.PRICE.object())
                .put("active", false)
                .put("billing_scheme", "per_unit")
                .put("created", journal.now())
                .put("currency", currency)
                .put("livemode", false)
                .put("product", Kind.PRODUCT.newId())
                .put("tax_behavior", "unspecified")
                .put("type", "one_time")
                .put("unit_amount", data.path("unit_amount").asLong())
                .put("unit_amount_decimal", data.path("unit_amount").asText())
                .putObject("metadata");
        return item;
    }
}
