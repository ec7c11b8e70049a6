package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.wire.Json;
import java.util.Locale;
import java.util.Optional;

/// Charges that their payers dispute at the bank. The money and a fee are gone from then on; when
/// the dispute is won, the money comes back and the fee does not.
public final class Disputes {

    /// 15.00 of the charge's currency.
    private static final long FEE = 1_500;

    private static final long SECONDS_TO_ANSWER = 7 * 86_400;
    private static final String STATUS = "status";
    private static final String REFUNDABLE = "is_charge_refundable";

    /// What becomes of a dispute.
    public enum Outcome {
        UNDER_REVIEW,
        WON,
        LOST
    }

    private final Books books;
    private final Journal journal;
    private final Charges charges;

    /// Disputes of charges in these books.
    public Disputes(Books books, Journal journal) {
        this.books = books;
        this.journal = journal;
        this.charges = new Charges(books, journal);
    }

    /// What Stripe's test cards for disputes lead to once they are charged.
    void follow(ObjectNode charge, Tender tender) {
        if (tender instanceof Tender.Card card) {
            switch (card.number()) {
                case "4000000000000259" -> open(charge, Refunds.left(charge), "fraudulent", false);
                case "4000000000002685" ->
                        open(charge, Refunds.left(charge), "product_not_received", false);
                case "4000000000001976" -> open(charge, Refunds.left(charge), "fraudulent", true);
                default -> {}
            }
        }
    }

    /// Whether the bank alone decides about a charge's money.
    boolean decidesBank(ObjectNode charge) {
        return books.newestFirst(Kind.DISPUTE)
                .filter(dispute -> dispute.path("charge").equals(charge.path("id")))
                .anyMatch(dispute -> !dispute.path(REFUNDABLE).asBoolean());
    }

    /// Opens one.
    ///
    /// @param amount in minor units
    /// @param inquiry whether the bank only asks, so that no money moves
    public ObjectNode open(ObjectNode charge, long amount, String reason, boolean inquiry) {
        long now = journal.now();
        ObjectNode dispute =
                Json.object()
                        .put("id", Kind.DISPUTE.newId())
                        .put("object", Kind.DISPUTE.object())
                        .put("amount", amount)
                        .put("charge", charge.path("id").asText())
                        .put("created", now)
                        .put("currency", charge.path("currency").asText())
                        .put(REFUNDABLE, inquiry)
                        .put("livemode", false)
                        .put("payment_intent", charge.path("payment_intent").asText())
                        .put("reason", reason)
                        .put(STATUS, inquiry ? "warning_needs_response" : "needs_response");
        dispute.putArray("balance_transactions");
        dispute.putArray("enhanced_eligibility_types");
        dispute.putObject("evidence");
        dispute.putObject("evidence_details")
                .put("due_by", now + SECONDS_TO_ANSWER)
                .put("has_evidence", false)
                .put("past_due", false)
                .put("submission_count", 0);
        dispute.putObject("metadata");
        books.add(Kind.DISPUTE, dispute);
        charge.put("disputed", true);
        if (!inquiry) {
            move(dispute, "dispute", -amount, FEE);
        }
        journal.record("charge.dispute.created", dispute, Cause.NONE);
        if (!inquiry) {
            journal.record("charge.dispute.funds_withdrawn", dispute, Cause.NONE);
        }
        return dispute;
    }

    private void move(ObjectNode dispute, String category, long amount, long fee) {
        String id = charges.balance(dispute, "adjustment", amount, fee);
        ObjectNode transaction = books.need(Kind.BALANCE, id).put("reporting_category", category);
        ((ArrayNode) dispute.path("balance_transactions")).add(transaction.deepCopy());
    }

    /// Moves one on.
    ///
    /// @return whether it could be: it is not decided yet
    public boolean decide(ObjectNode dispute, Outcome outcome, Cause cause) {
        String before = dispute.path(STATUS).asText();
        Optional<String> after = after(before, outcome);
        if (after.isEmpty()) {
            return false;
        }
        boolean inquiry = before.startsWith("warning");
        dispute.put(STATUS, after.get());
        if (outcome == Outcome.UNDER_REVIEW) {
            ObjectNode changed = Json.object().put(STATUS, before);
            journal.record("charge.dispute.updated", dispute, changed, cause);
            return true;
        }
        dispute.put(REFUNDABLE, outcome == Outcome.WON || inquiry);
        if (outcome == Outcome.WON && !inquiry) {
            move(dispute, "dispute_reversal", dispute.path("amount").asLong(), 0);
            journal.record("charge.dispute.funds_reinstated", dispute, cause);
        }
        journal.record("charge.dispute.closed", dispute, cause);
        return true;
    }

    private static Optional<String> after(String before, Outcome outcome) {
        return switch (before) {
            case "needs_response", "under_review" ->
                    Optional.of(outcome.name().toLowerCase(Locale.ROOT));
            case "warning_needs_response", "warning_under_review" ->
                    Optional.of(
                            outcome == Outcome.UNDER_REVIEW
                                    ? "warning_under_review"
                                    : "warning_closed");
            default -> Optional.empty();
        };
    }
}
