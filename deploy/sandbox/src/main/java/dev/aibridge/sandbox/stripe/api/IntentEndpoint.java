package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Currencies;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.stripe.pay.OffSession;
import java.util.Optional;

/// `POST /v1/payment_intents`: a saved card is charged while its owner is away.
final class IntentEndpoint {

    private static final Shape.Fields SHAPE =
            Shape.Fields.none()
                    .needing("amount", new Shape.Whole(1, 99_999_999))
                    .needing("currency", new Shape.Money())
                    .with("confirm", new Shape.Flag())
                    .with("customer", Shape.id())
                    .with("description", Shape.text(1_000))
                    .with("metadata", new Shape.Metadata())
                    .with("off_session", new Shape.Flag())
                    .with("payment_method", Shape.id())
                    .without(
                            "amount_details",
                            "application_fee_amount",
                            "automatic_payment_methods",
                            "capture_method",
                            "confirmation_method",
                            "confirmation_token",
                            "customer_account",
                            "error_on_requires_action",
                            "excluded_payment_method_types",
                            "hooks",
                            "mandate",
                            "mandate_data",
                            "on_behalf_of",
                            "payment_details",
                            "payment_method_configuration",
                            "payment_method_data",
                            "payment_method_options",
                            "payment_method_types",
                            "radar_options",
                            "receipt_email",
                            "return_url",
                            "setup_future_usage",
                            "shipping",
                            "statement_descriptor",
                            "statement_descriptor_suffix",
                            "transfer_data",
                            "transfer_group",
                            "use_stripe_sdk");

    private final Books books;
    private final OffSession offSession;

    IntentEndpoint(Books books, OffSession offSession) {
        this.books = books;
        this.offSession = offSession;
    }

    Route route() {
        return Route.post("/v1/payment_intents", Kind.INTENT, SHAPE, this::charge);
    }

    private Answer charge(Asked asked) {
        return refusal(asked.values()).map(Refusal::answer).orElseGet(() -> charged(asked));
    }

    private Answer charged(Asked asked) {
        OffSession.Charged charged = offSession.charge(asked.values(), asked.cause());
        return charged.decline().isPresent()
                ? new Answer(402, OffSession.error(charged))
                : Answer.ok(charged.intent());
    }

    private Optional<Refusal> refusal(ObjectNode values) {
        boolean confirm = values.path("confirm").asBoolean();
        if (values.path("off_session").asBoolean() && !confirm) {
            return no(
                    "The parameter `off_session` can only be passed when `confirm=true`.",
                    "off_session");
        }
        if (!confirm || !values.path("off_session").asBoolean()) {
            return no(
                    "The sandbox simulates only confirm=true with off_session=true", "off_session");
        }
        String currency = values.path("currency").asText();
        if (values.path("amount").asLong() < Currencies.least(currency)) {
            return Optional.of(
                    Refusal.invalid(
                            "Amount must be at least "
                                    + Currencies.text(currency, Currencies.least(currency))
                                    + " "
                                    + currency,
                            "amount",
                            "amount_too_small"));
        }
        return owner(values);
    }

    private Optional<Refusal> owner(ObjectNode values) {
        String customer = values.path("customer").asText();
        if (!customer.isEmpty() && books.find(Kind.CUSTOMER, customer).isEmpty()) {
            return Optional.of(
                    Refusal.missing(Kind.CUSTOMER.object(), customer, "customer").inBody());
        }
        String id = values.path("payment_method").asText();
        if (id.isEmpty()) {
            return no(
                    "You cannot confirm this PaymentIntent because it's missing a payment method.",
                    "payment_method");
        }
        Optional<ObjectNode> method = books.find(Kind.METHOD, id);
        if (method.isEmpty()) {
            return Optional.of(Refusal.missing("PaymentMethod", id, "payment_method").inBody());
        }
        return method.get().path("customer").asText().equals(customer)
                ? Optional.empty()
                : no(
                        "The payment method you provided is attached to a customer so for security"
                                + " purposes you must provide the customer in the request.",
                        "payment_method");
    }

    private static Optional<Refusal> no(String message, String param) {
        return Optional.of(Refusal.invalid(message, param, null));
    }
}
