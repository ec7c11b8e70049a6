package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;

/// `POST /v1/customers` and `POST /v1/customers/{id}`.
final class CustomerEndpoints {

    private static final List<String> TEXTS =
            List.of("description", "email", "name", "phone", "preferred_locales");

    private static final Shape.Fields SHAPE =
            Shape.Fields.none()
                    .with("description", Shape.clearable(5_000))
                    .with("email", new Shape.Email())
                    .with("name", Shape.clearable(256))
                    .with("phone", Shape.clearable(20))
                    .with("preferred_locales", new Shape.ListOf(Shape.text(20), 20))
                    .with("metadata", new Shape.Metadata())
                    .without(
                            "address",
                            "balance",
                            "business_name",
                            "cash_balance",
                            "default_source",
                            "individual_name",
                            "invoice_prefix",
                            "invoice_settings",
                            "next_invoice_sequence",
                            "payment_method",
                            "shipping",
                            "source",
                            "tax",
                            "tax_exempt",
                            "tax_id_data",
                            "test_clock",
                            "validate");

    private final Books books;
    private final Journal journal;

    CustomerEndpoints(Books books, Journal journal) {
        this.books = books;
        this.journal = journal;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/customers", Kind.CUSTOMER, SHAPE, this::add),
                Route.post("/v1/customers/{id}", Kind.CUSTOMER, SHAPE, this::change));
    }

    private Answer add(Asked asked) {
        ObjectNode customer =
                Json.object()
                        .put("id", Kind.CUSTOMER.newId())
                        .put("object", Kind.CUSTOMER.object())
                        .putNull("address")
                        .put("balance", 0)
                        .put("created", journal.now())
                        .putNull("currency")
                        .putNull("default_source")
                        .put("delinquent", false)
                        .put("livemode", false)
                        .putNull("shipping")
                        .put("tax_exempt", "none");
        TEXTS.forEach(customer::putNull);
        customer.putArray("preferred_locales");
        customer.putObject("metadata");
        apply(customer, asked.values());
        journal.record("customer.created", customer, asked.cause());
        return Answer.ok(books.add(Kind.CUSTOMER, customer));
    }

    private Answer change(Asked asked) {
        return books.find(Kind.CUSTOMER, asked.id())
                .map(customer -> change(customer, asked))
                .orElseGet(
                        () -> Refusal.missing(Kind.CUSTOMER.object(), asked.id(), "id").answer());
    }

    private Answer change(ObjectNode customer, Asked asked) {
        ObjectNode before = customer.deepCopy();
        apply(customer, asked.values());
        before.properties()
                .removeIf(field -> field.getValue().equals(customer.get(field.getKey())));
        journal.record("customer.updated", customer, before, asked.cause());
        return Answer.ok(customer);
    }

    private static void apply(ObjectNode customer, ObjectNode values) {
        TEXTS.stream().filter(values::has).forEach(name -> customer.set(name, values.get(name)));
        if (values.path("metadata").isNull()) {
            customer.putObject("metadata");
        }
        ObjectNode metadata = customer.withObjectProperty("metadata");
        values.path("metadata")
                .propertyStream()
                .forEach(
                        entry -> {
                            if (entry.getValue().asText().isEmpty()) {
                                metadata.remove(entry.getKey());
                            } else {
                                metadata.set(entry.getKey(), entry.getValue());
                            }
                        });
    }
}
