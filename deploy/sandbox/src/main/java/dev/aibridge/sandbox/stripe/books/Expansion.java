package dev.aibridge.sandbox.stripe.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.wire.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `expand[]`: puts objects in the place of their ids.
public final class Expansion {

    private static final int MAX_LEVELS = 4;
    private static final String DATA = "data";
    private static final String LINE_ITEMS = "line_items";
    private static final Map<Kind, Map<String, Kind>> FIELDS =
            Map.of(
                    Kind.SESSION,
                    Map.of(
                            "payment_intent",
                            Kind.INTENT,
                            "customer",
                            Kind.CUSTOMER,
                            LINE_ITEMS,
                            Kind.LINE_ITEM),
                    Kind.INTENT,
                    Map.of("latest_charge", Kind.CHARGE, "customer", Kind.CUSTOMER),
                    Kind.CHARGE,
                    Map.of(
                            "payment_intent", Kind.INTENT,
                            "customer", Kind.CUSTOMER,
                            "balance_transaction", Kind.BALANCE),
                    Kind.REFUND,
                    Map.of(
                            "payment_intent", Kind.INTENT,
                            "charge", Kind.CHARGE,
                            "balance_transaction", Kind.BALANCE),
                    Kind.DISPUTE,
                    Map.of("payment_intent", Kind.INTENT, "charge", Kind.CHARGE),
                    Kind.BALANCE,
                    Map.of("source", Kind.CHARGE));

    private final Books books;

    /// Expands with these objects.
    public Expansion(Books books) {
        this.books = books;
    }

    /// Why paths can't be expanded.
    ///
    /// @param paths `payment_intent.latest_charge`, for lists `data.payment_intent`
    public static Optional<Refusal> refusal(Kind kind, boolean list, JsonNode paths) {
        return paths.valueStream()
                .map(JsonNode::asText)
                .filter(path -> !expandable(kind, list, steps(path)))
                .findFirst()
                .map(Expansion::no);
    }

    /// A copy of an answer with the objects of the paths in it.
    public ObjectNode expanded(ObjectNode answer, JsonNode paths) {
        ObjectNode copy = answer.deepCopy();
        paths.forEach(path -> walk(copy, steps(path.asText())));
        return copy;
    }

    private static boolean expandable(Kind kind, boolean list, List<String> steps) {
        List<String> rest = list ? steps.subList(1, steps.size()) : steps;
        if (steps.size() > MAX_LEVELS
                || rest.isEmpty()
                || (list && !steps.getFirst().equals(DATA))) {
            return false;
        }
        @Nullable Kind reached = kind;
        for (String step : rest) {
            reached = reached == null ? null : FIELDS.getOrDefault(reached, Map.of()).get(step);
        }
        return reached != null;
    }

    private void walk(ObjectNode object, List<String> steps) {
        if (steps.isEmpty()) {
            return;
        }
        String name = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        if (name.equals(DATA)) {
            object.path(DATA).forEach(item -> walk((ObjectNode) item, rest));
            return;
        }
        if (name.equals(LINE_ITEMS)) {
            object.set(LINE_ITEMS, lineItems(object.path("id").asText()));
        } else if (object.path(name).isTextual()) {
            books.find(object.path(name).asText())
                    .ifPresent(found -> object.set(name, found.deepCopy()));
        }
        if (object.path(name) instanceof ObjectNode inner) {
            walk(inner, rest);
        }
    }

    private ObjectNode lineItems(String session) {
        ObjectNode list = Json.object().put("object", "list");
        list.set(DATA, books.cart(session).items().deepCopy());
        return list.put("has_more", false)
                .put("url", "/v1/checkout/sessions/%s/line_items".formatted(session));
    }

    private static List<String> steps(String path) {
        return Arrays.asList(path.split("\\.", -1));
    }

    private static Refusal no(String path) {
        return Refusal.invalid(
                steps(path).size() > MAX_LEVELS
                        ? "You cannot expand more than %d levels of a property. Property: %s"
                                .formatted(MAX_LEVELS, path)
                        : "This property cannot be expanded (%s).".formatted(path),
                "expand",
                null);
    }
}
