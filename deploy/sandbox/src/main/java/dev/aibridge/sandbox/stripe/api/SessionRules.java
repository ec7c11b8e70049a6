package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Currencies;
import dev.aibridge.sandbox.stripe.params.Refusal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What Stripe refuses about a new session although each parameter is fine by itself.
///
/// @param now in seconds
record SessionRules(Books books, long now) {

    private static final long MIN_LIFE_SECONDS = Duration.ofMinutes(30).toSeconds();
    private static final long MAX_LIFE_SECONDS = Duration.ofHours(24).toSeconds();
    private static final long MAX_TOTAL = 99_999_999;

    Optional<Refusal> refusal(ObjectNode values) {
        return Stream.<Supplier<Optional<Refusal>>>of(
                        () -> unsimulated(values),
                        () -> customer(values),
                        () -> prices(values),
                        () -> amount(values),
                        () -> expiry(values))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// The sum in minor units; too much for Stripe when it doesn't fit.
    static long total(JsonNode values) {
        return values.path("line_items")
                .valueStream()
                .mapToLong(
                        item ->
                                total(
                                        item.path("quantity"),
                                        item.path("price_data").path("unit_amount")))
                .reduce(0, (a, b) -> Math.min(Integer.MAX_VALUE, a + b));
    }

    static long total(JsonNode quantity, JsonNode unitAmount) {
        long amount = unitAmount.asLong();
        return amount == 0
                ? 0
                : Math.min(quantity.asLong(), Integer.MAX_VALUE / amount + 1) * amount;
    }

    private static Optional<Refusal> unsimulated(ObjectNode values) {
        if (!values.path("mode").asText().equals("payment")) {
            return Optional.of(sandboxOnly("mode", "payment"));
        }
        return values.path("ui_mode").asText("hosted_page").equals("hosted_page")
                ? Optional.empty()
                : Optional.of(sandboxOnly("ui_mode", "hosted_page"));
    }

    private Optional<Refusal> customer(ObjectNode values) {
        if (!values.has("customer")) {
            return Optional.empty();
        }
        if (values.has("customer_email")) {
            return invalid(
                    "You may only specify one of these parameters: customer, customer_email.",
                    "customer");
        }
        String id = values.path("customer").asText();
        return books.find(Kind.CUSTOMER, id).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.missing(Kind.CUSTOMER.object(), id, "customer").inBody());
    }

    private static Optional<Refusal> prices(ObjectNode values) {
        JsonNode items = values.path("line_items");
        if (items.isEmpty()) {
            return Optional.of(
                    Refusal.invalid(
                            "Missing required param: line_items.",
                            "line_items",
                            "parameter_missing"));
        }
        String currency =
                values.path("currency")
                        .asText(items.get(0).path("price_data").path("currency").asText());
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            if (item.has("price")) {
                return Optional.of(
                        Refusal.missing(
                                        "price",
                                        item.path("price").asText(),
                                        "line_items[" + i + "][price]")
                                .inBody());
            }
            if (!item.has("price_data")) {
                return invalid(
                        "You must provide either price or price_data for each line item when using"
                                + " prices.",
                        "line_items");
            }
            if (!item.path("price_data").path("currency").asText().equals(currency)) {
                return invalid(
                        "All line items must have the same currency, but they have more than one.",
                        "line_items[" + i + "][price_data][currency]");
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> amount(ObjectNode values) {
        String currency =
                values.path("line_items").path(0).path("price_data").path("currency").asText();
        long total = total(values);
        String prefix = "The Checkout Session's total amount ";
        if (total < Currencies.least(currency)) {
            return Optional.of(
                    Refusal.invalid(
                            prefix
                                    + "due must add up to at least %s %s"
                                            .formatted(
                                                    Currencies.text(
                                                            currency, Currencies.least(currency)),
                                                    currency.toLowerCase(Locale.ROOT)),
                            null,
                            "amount_too_small"));
        }
        return total <= MAX_TOTAL
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid(
                                prefix
                                        + "must be no more than %s %s"
                                                .formatted(
                                                        Currencies.text(currency, MAX_TOTAL),
                                                        currency),
                                null,
                                "amount_too_large"));
    }

    private Optional<Refusal> expiry(ObjectNode values) {
        if (!values.has("expires_at")) {
            return Optional.empty();
        }
        long life = values.path("expires_at").asLong() - now;
        if (life < MIN_LIFE_SECONDS) {
            return invalid(
                    "The `expires_at` timestamp must be at least 30 minutes from Checkout Session"
                            + " creation.",
                    "expires_at");
        }
        return life <= MAX_LIFE_SECONDS
                ? Optional.empty()
                : invalid(
                        "The `expires_at` timestamp must be less than 24 hours from Checkout"
                                + " Session creation.",
                        "expires_at");
    }

    private static Refusal sandboxOnly(String param, String value) {
        return Refusal.invalid(
                "The sandbox simulates only %s=%s".formatted(param, value), param, "sandbox_limit");
    }

    private static Optional<Refusal> invalid(String message, String param) {
        return Optional.of(Refusal.invalid(message, param, null));
    }
}
