package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Currencies;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import java.util.Optional;

/// Money that goes back; never more than was captured.
public final class Refunds {

    private static final String REFUNDED = "amount_refunded";

    private final Books books;
    private final Journal journal;
    private final Charges charges;
    private final Disputes disputes;

    /// Refunds of charges in these books.
    public Refunds(Books books, Journal journal, Disputes disputes) {
        this.books = books;
        this.journal = journal;
        this.charges = new Charges(books, journal);
        this.disputes = disputes;
    }

    /// Why an amount of a charge can't go back.
    ///
    /// @param amount in minor units
    public Optional<Refusal> refusal(ObjectNode charge, long amount) {
        String id = charge.path("id").asText();
        long left = left(charge);
        String currency = charge.path("currency").asText();
        if (!charge.path("captured").asBoolean()) {
            return Optional.of(
                    Refusal.invalid(
                            "Charge %s has not been captured and can't be refunded.".formatted(id),
                            null,
                            "charge_not_refundable"));
        }
        if (disputes.decidesBank(charge)) {
            return Optional.of(
                    Refusal.invalid(
                            "Charge %s has been charged back; cannot issue a refund.".formatted(id),
                            null,
                            "charge_disputed"));
        }
        if (left == 0) {
            return Optional.of(
                    Refusal.invalid(
                            "Charge %s has already been refunded.".formatted(id),
                            null,
                            "charge_already_refunded"));
        }
        return amount <= left
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid(
                                "Refund amount (%s) is greater than unrefunded amount on charge (%s)"
                                        .formatted(
                                                Currencies.text(currency, amount),
                                                Currencies.text(currency, left)),
                                "amount",
                                "amount_too_large"));
    }

    /// What can still go back, in minor units.
    public static long left(ObjectNode charge) {
        return charge.path("amount_captured").asLong() - charge.path(REFUNDED).asLong();
    }

    /// Makes a refund whose amount was checked.
    ///
    /// @param status `succeeded`, `pending` or `failed`
    public ObjectNode make(
            ObjectNode charge, long amount, ObjectNode asked, String status, Cause cause) {
        ObjectNode refund =
                Json.object()
                        .put("id", Kind.REFUND.newId())
                        .put("object", Kind.REFUND.object())
                        .put("amount", amount)
                        .put("charge", charge.path("id").asText())
                        .put("created", journal.now())
                        .put("currency", charge.path("currency").asText())
                        .put("payment_intent", charge.path("payment_intent").asText())
                        .putNull("reason")
                        .putNull("receipt_number")
                        .putNull("source_transfer_reversal")
                        .putNull("transfer_reversal")
                        .put("status", status.equals("failed") ? "pending" : status);
        refund.putObject("destination_details").put("type", "card").putObject("card");
        refund.putObject("metadata");
        List.of("metadata", "reason").stream()
                .filter(asked::hasNonNull)
                .forEach(name -> refund.set(name, asked.get(name)));
        refund.put("balance_transaction", charges.balance(refund, "refund", -amount, 0));
        books.add(Kind.REFUND, refund);
        take(charge, amount);
        journal.record("refund.created", refund, cause);
        journal.record("charge.refunded", charge, cause);
        if (status.equals("failed")) {
            end(refund, false);
        }
        return refund;
    }

    /// Ends a refund, also one that had succeeded: banks send money back.
    ///
    /// @return whether it wasn't in that state or failed before
    public boolean end(ObjectNode refund, boolean succeeded) {
        String before = refund.path("status").asText();
        String after = succeeded ? "succeeded" : "failed";
        if (before.equals(after) || before.equals("failed")) {
            return false;
        }
        refund.put("status", after);
        ObjectNode changed = Json.object().put("status", before);
        if (succeeded) {
            journal.record("refund.updated", refund, changed, Cause.NONE);
            return true;
        }
        long amount = refund.path("amount").asLong();
        refund.put("failure_reason", "expired_or_canceled_card")
                .put(
                        "failure_balance_transaction",
                        charges.balance(refund, "refund_failure", amount, 0));
        take(books.need(Kind.CHARGE, refund.path("charge").asText()), -amount);
        journal.record("refund.updated", refund, changed, Cause.NONE);
        journal.record("refund.failed", refund, Cause.NONE);
        return true;
    }

    private static void take(ObjectNode charge, long amount) {
        charge.put(REFUNDED, charge.path(REFUNDED).asLong() + amount);
        charge.put("refunded", left(charge) == 0);
    }
}
