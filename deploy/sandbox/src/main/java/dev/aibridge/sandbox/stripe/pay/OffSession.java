package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.wire.Json;
import java.util.Optional;
import java.util.function.Supplier;

/// Charges saved cards while their owners are away.
public final class OffSession {

    /// What came of it.
    ///
    /// @param decline why nothing was charged
    public record Charged(ObjectNode intent, Optional<Decline> decline) {}

    private final Books books;
    private final Journal journal;
    private final Charges charges;
    private final SavedCards cards;
    private final Supplier<String> outcome;

    /// @param outcome of the next charge: `succeeded` or why not
    public OffSession(Books books, Journal journal, SavedCards cards, Supplier<String> outcome) {
        this.books = books;
        this.journal = journal;
        this.charges = new Charges(books, journal);
        this.cards = cards;
        this.outcome = outcome;
    }

    /// Charges the method of checked parameters.
    public Charged charge(ObjectNode asked, Cause cause) {
        String method = asked.path("payment_method").asText();
        Tender.Card card = cards.card(method).orElseThrow();
        ObjectNode intent =
                Intents.make(
                        journal, asked.path("amount").asLong(), asked.path("currency").asText());
        intent.put("customer", asked.path("customer").asText()).put("payment_method", method);
        intent.putArray("payment_method_types").add("card");
        for (String name : new String[] {"description", "metadata"}) {
            if (asked.hasNonNull(name)) {
                intent.set(name, asked.get(name));
            }
        }
        books.add(Kind.INTENT, intent);
        journal.record("payment_intent.created", intent, cause);
        ObjectNode charge = charges.add(intent, card);
        Optional<Decline> decline = Decline.offSession(card.number(), outcome.get());
        if (decline.isPresent()) {
            refuse(intent, charge, decline.get(), cause);
        } else {
            charges.succeed(charge);
            intent.put("status", "succeeded")
                    .put("amount_received", intent.path("amount").asLong());
            journal.record("charge.succeeded", charge, cause);
            journal.record("payment_intent.succeeded", intent, cause);
        }
        return new Charged(intent, decline);
    }

    private void refuse(ObjectNode intent, ObjectNode charge, Decline decline, Cause cause) {
        charges.fail(charge, decline);
        intent.put("status", "requires_payment_method").putNull("payment_method");
        ObjectNode error = decline.toJson().put("charge", charge.path("id").asText());
        intent.set("last_payment_error", error);
        journal.record("charge.failed", charge, cause);
        journal.record("payment_intent.payment_failed", intent, cause);
    }

    /// The error of a charge that was declined, in Stripe's envelope.
    public static ObjectNode error(Charged charged) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.setAll(charged.decline().orElseThrow().toJson());
        error.put("charge", charged.intent().path("latest_charge").asText());
        error.set("payment_intent", charged.intent().deepCopy());
        return body;
    }
}
