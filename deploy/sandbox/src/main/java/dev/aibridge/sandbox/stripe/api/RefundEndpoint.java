package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.stripe.pay.Refunds;
import java.util.Optional;
import java.util.function.Supplier;

/// `POST /v1/refunds`.
final class RefundEndpoint {

    private static final Shape.Fields SHAPE =
            Shape.Fields.none()
                    .with("amount", new Shape.Whole(1, 99_999_999))
                    .with("charge", Shape.id())
                    .with("payment_intent", Shape.id())
                    .with("metadata", new Shape.Metadata())
                    .with("reason", Shape.oneOf("duplicate", "fraudulent", "requested_by_customer"))
                    .without(
                            "currency",
                            "customer",
                            "instructions_email",
                            "origin",
                            "refund_application_fee",
                            "reverse_transfer");

    private final Books books;
    private final Refunds refunds;
    private final Supplier<String> status;

    /// @param status of the next refund
    RefundEndpoint(Books books, Refunds refunds, Supplier<String> status) {
        this.books = books;
        this.refunds = refunds;
        this.status = status;
    }

    Route route() {
        return Route.post("/v1/refunds", Kind.REFUND, SHAPE, this::make);
    }

    private Answer make(Asked asked) {
        ObjectNode values = asked.values();
        boolean byCharge = values.hasNonNull("charge");
        if (byCharge == values.hasNonNull("payment_intent")) {
            return Refusal.invalid(
                            byCharge
                                    ? "You may only specify one of these parameters: charge,"
                                            + " payment_intent."
                                    : "One of the following params should be provided for this"
                                            + " request: payment_intent or charge.",
                            null,
                            null)
                    .answer();
        }
        Kind kind = byCharge ? Kind.CHARGE : Kind.INTENT;
        String param = byCharge ? "charge" : "payment_intent";
        Optional<ObjectNode> found = books.find(kind, values.path(param).asText());
        if (found.isEmpty()) {
            return Refusal.missing(kind.object(), values.path(param).asText(), param)
                    .inBody()
                    .answer();
        }
        Optional<ObjectNode> charge =
                byCharge
                        ? found
                        : books.find(Kind.CHARGE, found.get().path("latest_charge").asText());
        return charge.map(one -> make(one, asked))
                .orElseGet(
                        () ->
                                Refusal.invalid(
                                                "This PaymentIntent (%s) does not have a successful"
                                                                .formatted(
                                                                        values.path(param).asText())
                                                        + " charge to refund.",
                                                param,
                                                null)
                                        .answer());
    }

    private Answer make(ObjectNode charge, Asked asked) {
        long amount = asked.values().path("amount").asLong(Refunds.left(charge));
        return refunds.refusal(charge, amount)
                .map(Refusal::answer)
                .orElseGet(
                        () ->
                                Answer.ok(
                                        refunds.make(
                                                charge,
                                                amount,
                                                asked.values(),
                                                status.get(),
                                                asked.cause())));
    }
}
