package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Retrieving and listing, which is the same for all kinds.
final class Shelves {

    private static final Set<String> NO_FILTERS =
            Set.of("limit", "starting_after", "ending_before", "expand");

    private final Books books;

    Shelves(Books books) {
        this.books = books;
    }

    List<Route> routes() {
        return List.of(
                one("/v1/payment_intents", Kind.INTENT, "intent"),
                all("/v1/payment_intents", Kind.INTENT, "customer"),
                one("/v1/payment_methods", Kind.METHOD, "payment_method"),
                one("/v1/charges", Kind.CHARGE, "id"),
                all("/v1/charges", Kind.CHARGE, "customer", "payment_intent"),
                one("/v1/refunds", Kind.REFUND, "id"),
                all("/v1/refunds", Kind.REFUND, "charge", "payment_intent"),
                one("/v1/disputes", Kind.DISPUTE, "dispute"),
                all("/v1/disputes", Kind.DISPUTE, "charge", "payment_intent"),
                one("/v1/balance_transactions", Kind.BALANCE, "id"),
                all("/v1/balance_transactions", Kind.BALANCE, "currency", "source", "type"),
                one("/v1/customers", Kind.CUSTOMER, "id"),
                all("/v1/customers", Kind.CUSTOMER, "email"),
                one("/v1/events", Kind.EVENT, "id"),
                events());
    }

    /// A list with filters that are fields of the object.
    Answer list(String url, Kind kind, ObjectNode values) {
        List<ObjectNode> all =
                books.newestFirst(kind).filter(object -> fits(object, values)).toList();
        return Paging.page(url, kind.object(), all, values);
    }

    static Shape.Fields filters(String... names) {
        Shape.Fields filters = Shape.Fields.none().with("created", new Shape.Range());
        for (String name : names) {
            filters = filters.with(name, Shape.id());
        }
        return filters;
    }

    private Route one(String url, Kind kind, String param) {
        return Route.get(
                url + "/{id}",
                kind,
                asked ->
                        books.find(kind, asked.id())
                                .map(Answer::ok)
                                .orElseGet(
                                        () ->
                                                Refusal.missing(kind.object(), asked.id(), param)
                                                        .answer()));
    }

    private Route all(String url, Kind kind, String... filters) {
        return Route.list(url, kind, filters(filters), asked -> list(url, kind, asked.values()));
    }

    private Route events() {
        String url = "/v1/events";
        return Route.list(
                url,
                Kind.EVENT,
                filters("type")
                        .with("types", new Shape.ListOf(Shape.id(), 20))
                        .with("delivery_success", new Shape.Flag()),
                asked -> list(url, Kind.EVENT, asked.values()));
    }

    private static boolean fits(ObjectNode object, ObjectNode values) {
        return values.propertyStream()
                .filter(filter -> !NO_FILTERS.contains(filter.getKey()))
                .allMatch(filter -> fits(object, filter));
    }

    private static boolean fits(ObjectNode object, Map.Entry<String, JsonNode> filter) {
        JsonNode wanted = filter.getValue();
        return switch (filter.getKey()) {
            case "created" -> inRange(object.path("created").asLong(), wanted);
            case "type" -> isOfType(object.path("type").asText(), wanted.asText());
            case "types" ->
                    wanted.valueStream()
                            .anyMatch(
                                    type -> isOfType(object.path("type").asText(), type.asText()));
            case "delivery_success" ->
                    wanted.asBoolean() == (object.path("pending_webhooks").asInt() == 0);
            default -> object.path(filter.getKey()).asText().equals(wanted.asText());
        };
    }

    private static boolean inRange(long seconds, JsonNode wanted) {
        if (wanted.isNumber()) {
            return seconds == wanted.asLong();
        }
        return seconds > wanted.path("gt").asLong(Long.MIN_VALUE)
                && seconds >= wanted.path("gte").asLong(Long.MIN_VALUE)
                && seconds < wanted.path("lt").asLong(Long.MAX_VALUE)
                && seconds <= wanted.path("lte").asLong(Long.MAX_VALUE);
    }

    /// @param wanted `charge.succeeded`, or `charge.*` for all of a kind
    private static boolean isOfType(String type, String wanted) {
        return wanted.endsWith("*")
                ? type.startsWith(wanted.substring(0, wanted.length() - 1))
                : type.equals(wanted);
    }
}
