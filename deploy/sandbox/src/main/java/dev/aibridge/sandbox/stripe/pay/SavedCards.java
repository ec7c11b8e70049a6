package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.wire.Json;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Cards that customers have saved: payment methods, and the cards behind them. Used by one event
/// loop.
public final class SavedCards {

    private final Books books;
    private final Journal journal;
    private final int max;
    private final SequencedMap<String, Tender.Card> cards = new LinkedHashMap<>();

    /// @param max cards; the oldest are forgotten first
    public SavedCards(Books books, Journal journal, int max) {
        this.books = books;
        this.journal = journal;
        this.max = max;
    }

    /// Keeps the card of an intent that asks for it, and whose customer is known.
    ///
    /// @param details as its charge has them
    void keep(ObjectNode intent, Tender.Card card, ObjectNode details) {
        if (!intent.hasNonNull("setup_future_usage") || !intent.hasNonNull("customer")) {
            return;
        }
        String id = intent.path("payment_method").asText();
        ObjectNode method =
                Json.object()
                        .put("id", id)
                        .put("object", Kind.METHOD.object())
                        .put("allow_redisplay", "limited")
                        .put("created", journal.now())
                        .put("customer", intent.path("customer").asText())
                        .put("livemode", false)
                        .put("type", "card");
        method.putObject("billing_details").put("email", card.email()).put("name", card.name());
        method.set("card", details.path("card").deepCopy());
        method.putObject("metadata");
        books.add(Kind.METHOD, method);
        cards.put(id, card);
        if (cards.size() > max) {
            cards.pollFirstEntry();
        }
        journal.record("payment_method.attached", method, Cause.NONE);
    }

    /// The card behind a payment method.
    Optional<Tender.Card> card(String method) {
        return books.find(Kind.METHOD, method).map(_ -> cards.get(method));
    }
}
