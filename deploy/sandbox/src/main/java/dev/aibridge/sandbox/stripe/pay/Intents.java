package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.wire.Json;

/// New payment intents.
final class Intents {

    private Intents() {}

    /// One that nobody has tried to pay yet.
    ///
    /// @param amount in minor units
    static ObjectNode make(Journal journal, long amount, String currency) {
        String id = Kind.INTENT.newId();
        ObjectNode intent =
                Json.object()
                        .put("id", id)
                        .put("object", Kind.INTENT.object())
                        .put("amount", amount)
                        .put("amount_capturable", 0)
                        .put("amount_received", 0)
                        .put("capture_method", "automatic_async")
                        .put("client_secret", id + "_secret_" + Kind.METHOD.newId())
                        .put("confirmation_method", "automatic")
                        .put("created", journal.now())
                        .put("currency", currency)
                        .putNull("customer")
                        .putNull("description")
                        .putNull("last_payment_error")
                        .putNull("latest_charge")
                        .put("livemode", false)
                        .putNull("payment_method")
                        .putNull("receipt_email")
                        .putNull("setup_future_usage")
                        .put("status", "requires_payment_method");
        intent.putObject("metadata");
        intent.putObject("payment_method_options");
        return intent;
    }
}
