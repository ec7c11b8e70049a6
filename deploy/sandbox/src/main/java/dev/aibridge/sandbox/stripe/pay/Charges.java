package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.wire.Json;

/// Charges, and the balance transactions of those that succeeded.
final class Charges {

    /// 2.9 % and 30 minor units.
    private static final long FEE_PER_MILLE = 29;

    private static final long FEE_FIXED = 30;

    private final Books books;
    private final Journal journal;

    Charges(Books books, Journal journal) {
        this.books = books;
        this.journal = journal;
    }

    /// The delayed method of a currency.
    static String laterMethod(String currency) {
        return currency.equals("usd") ? "us_bank_account" : "sepa_debit";
    }

    /// A charge of an intent that is neither paid nor failed yet.
    ObjectNode add(ObjectNode intent, Tender tender) {
        ObjectNode charge =
                Json.object()
                        .put("id", Kind.CHARGE.newId())
                        .put("object", Kind.CHARGE.object())
                        .put("amount", intent.path("amount").asLong())
                        .put("amount_captured", 0)
                        .put("amount_refunded", 0)
                        .putNull("balance_transaction")
                        .put("captured", false)
                        .put("created", journal.now())
                        .put("currency", intent.path("currency").asText())
                        .put("disputed", false)
                        .putNull("failure_code")
                        .putNull("failure_message")
                        .put("livemode", false)
                        .put("paid", false)
                        .put("payment_intent", intent.path("id").asText())
                        .put("payment_method", intent.path("payment_method").asText())
                        .put("receipt_email", tender.email())
                        .put("refunded", false)
                        .put("status", "pending");
        charge.set("customer", intent.get("customer"));
        charge.set("description", intent.get("description"));
        charge.set("metadata", intent.path("metadata").deepCopy());
        ObjectNode billing = charge.putObject("billing_details");
        billing.put("email", tender.email()).put("name", tender.name()).putNull("phone");
        charge.set("payment_method_details", details(tender, intent.path("currency").asText()));
        intent.put("latest_charge", charge.path("id").asText());
        return books.add(Kind.CHARGE, charge);
    }

    void succeed(ObjectNode charge) {
        long amount = charge.path("amount").asLong();
        charge.put("status", "succeeded")
                .put("paid", true)
                .put("captured", true)
                .put("amount_captured", amount)
                .put("balance_transaction", balance(charge, "charge", amount, fee(amount)));
        charge.putObject("outcome")
                .put("network_status", "approved_by_network")
                .put("risk_level", "normal")
                .put("seller_message", "Payment complete.")
                .put("type", "authorized");
    }

    void fail(ObjectNode charge, Decline decline) {
        charge.put("status", "failed")
                .put("failure_code", decline.code())
                .put("failure_message", decline.message());
        charge.putObject("outcome")
                .put("network_status", "declined_by_network")
                .put("reason", decline.declineCode())
                .put("risk_level", "normal")
                .put("seller_message", "The bank did not return any further details.")
                .put("type", "issuer_declined");
    }

    /// Books a movement of the balance.
    ///
    /// @param amount in minor units, negative for money that leaves
    /// @return its id
    String balance(ObjectNode source, String type, long amount, long fee) {
        ObjectNode transaction =
                Json.object()
                        .put("id", Kind.BALANCE.newId())
                        .put("object", Kind.BALANCE.object())
                        .put("amount", amount)
                        .put("available_on", journal.now())
                        .put("balance_type", "payments")
                        .put("created", journal.now())
                        .put("currency", source.path("currency").asText())
                        .putNull("description")
                        .putNull("exchange_rate")
                        .put("fee", fee)
                        .put("net", amount - fee)
                        .put("reporting_category", type)
                        .put("source", source.path("id").asText())
                        .put("status", "available")
                        .put("type", type);
        var fees = transaction.putArray("fee_details");
        if (fee > 0) {
            fees.addObject()
                    .put("amount", fee)
                    .putNull("application")
                    .put("currency", source.path("currency").asText())
                    .put("description", "Stripe processing fees")
                    .put("type", "stripe_fee");
        }
        return books.add(Kind.BALANCE, transaction).path("id").asText();
    }

    private static long fee(long amount) {
        return Math.min(amount, (amount * FEE_PER_MILLE + 500) / 1_000 + FEE_FIXED);
    }

    private static ObjectNode details(Tender tender, String currency) {
        ObjectNode details = Json.object();
        switch (tender) {
            case Tender.Card card -> {
                String brand = brand(card.number());
                details.put("type", "card");
                details.putObject("card")
                        .put("brand", brand)
                        .put("country", "US")
                        .put("exp_month", card.expMonth())
                        .put("exp_year", card.expYear())
                        .put("funding", "credit")
                        .put("last4", card.number().substring(card.number().length() - 4))
                        .put("network", brand);
            }
            case Tender.Later _ -> {
                details.put("type", laterMethod(currency));
                details.putObject(laterMethod(currency)).put("last4", "6789");
            }
        }
        return details;
    }

    private static String brand(String number) {
        return switch (number.charAt(0)) {
            case '3' -> "amex";
            case '5' -> "mastercard";
            default -> "visa";
        };
    }
}
