package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import java.util.Optional;

/// Takes money for a session, once.
public final class Till {

    private static final Decline DEBIT_REFUSED =
            new Decline(
                    "payment_method_provider_decline",
                    "debit_not_authorized",
                    "The customer's bank account could not be debited.",
                    "number");

    private final Books books;
    private final Journal journal;
    private final Charges charges;
    private final Disputes disputes;
    private final SavedCards cards;

    /// A till over these books.
    public Till(Books books, Journal journal, Disputes disputes, SavedCards cards) {
        this.books = books;
        this.journal = journal;
        this.charges = new Charges(books, journal);
        this.disputes = disputes;
        this.cards = cards;
    }

    /// Tries to pay a session, as it is now.
    public Outcome pay(ObjectNode session, Tender tender) {
        if (!Sessions.isOpen(session)) {
            return new Outcome.Closed(session);
        }
        ObjectNode intent = intent(session);
        intent.put("payment_method", Kind.METHOD.newId());
        ObjectNode charge = charges.add(intent, tender);
        return switch (tender) {
            case Tender.Card card -> {
                Optional<Decline> decline = Decline.of(card.number());
                if (decline.isPresent()) {
                    decline(intent, charge, decline.get());
                    yield new Outcome.Declined(decline.get());
                }
                complete(session, tender, "paid");
                capture(intent, charge);
                cards.keep(intent, card, charge.withObjectProperty("payment_method_details"));
                journal.record("checkout.session.completed", session, Cause.NONE);
                disputes.follow(charge, tender);
                yield new Outcome.Completed(session);
            }
            case Tender.Later _ -> {
                complete(session, tender, "unpaid");
                intent.put("status", "processing");
                journal.record("payment_intent.processing", intent, Cause.NONE);
                journal.record("charge.pending", charge, Cause.NONE);
                journal.record("checkout.session.completed", session, Cause.NONE);
                yield new Outcome.Completed(session);
            }
        };
    }

    /// Ends the delayed payment of a session.
    ///
    /// @return whether one was pending
    public boolean settle(ObjectNode session, boolean paid) {
        Optional<ObjectNode> pending =
                books.find(Kind.INTENT, session.path("payment_intent").asText())
                        .filter(intent -> intent.path("status").asText().equals("processing"));
        if (pending.isEmpty()) {
            return false;
        }
        ObjectNode intent = pending.get();
        ObjectNode charge = books.need(Kind.CHARGE, intent.path("latest_charge").asText());
        if (paid) {
            session.put("payment_status", "paid");
            capture(intent, charge);
            journal.record("checkout.session.async_payment_succeeded", session, Cause.NONE);
        } else {
            decline(intent, charge, DEBIT_REFUSED);
            journal.record("checkout.session.async_payment_failed", session, Cause.NONE);
        }
        return true;
    }

    private void complete(ObjectNode session, Tender tender, String paymentStatus) {
        session.put("status", "complete").put("payment_status", paymentStatus).putNull("url");
        ObjectNode details = session.putObject("customer_details");
        details.put("email", tender.email()).put("name", tender.name()).put("tax_exempt", "none");
        details.putNull("phone").putArray("tax_ids");
        details.putObject("address").put("country", "US");
    }

    private void capture(ObjectNode intent, ObjectNode charge) {
        charges.succeed(charge);
        intent.put("status", "succeeded")
                .put("amount_received", intent.path("amount").asLong())
                .putNull("last_payment_error");
        journal.record("charge.succeeded", charge, Cause.NONE);
        journal.record("payment_intent.succeeded", intent, Cause.NONE);
    }

    private void decline(ObjectNode intent, ObjectNode charge, Decline decline) {
        charges.fail(charge, decline);
        intent.put("status", "requires_payment_method").putNull("payment_method");
        ObjectNode error = decline.toJson().put("charge", charge.path("id").asText());
        intent.set("last_payment_error", error);
        journal.record("charge.failed", charge, Cause.NONE);
        journal.record("payment_intent.payment_failed", intent, Cause.NONE);
    }

    /// The session's intent, which the first attempt makes.
    private ObjectNode intent(ObjectNode session) {
        return books.find(Kind.INTENT, session.path("payment_intent").asText())
                .orElseGet(() -> newIntent(session));
    }

    private ObjectNode newIntent(ObjectNode session) {
        ObjectNode intent =
                Intents.make(
                        journal,
                        session.path("amount_total").asLong(),
                        session.path("currency").asText());
        intent.set("customer", session.get("customer"));
        intent.set("payment_method_types", session.path("payment_method_types").deepCopy());
        intent.setAll(books.cart(session.path("id").asText()).intentData());
        session.put("payment_intent", intent.path("id").asText());
        journal.record("payment_intent.created", intent, Cause.NONE);
        return books.add(Kind.INTENT, intent);
    }
}
