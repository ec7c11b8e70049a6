package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cart;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Checkout sessions: opened once, then complete or expired, never open again.
public final class Sessions {

    private static final long LIFE_SECONDS = Duration.ofHours(24).toSeconds();

    private static final List<String> ECHOED =
            List.of(
                    "allow_promotion_codes",
                    "billing_address_collection",
                    "cancel_url",
                    "client_reference_id",
                    "customer",
                    "customer_creation",
                    "customer_email",
                    "expires_at",
                    "locale",
                    "metadata",
                    "payment_method_types",
                    "submit_type",
                    "success_url");

    private static final List<String> EMPTY =
            List.of(
                    "after_expiration",
                    "allow_promotion_codes",
                    "billing_address_collection",
                    "cancel_url",
                    "client_reference_id",
                    "client_secret",
                    "consent",
                    "consent_collection",
                    "currency_conversion",
                    "customer",
                    "customer_details",
                    "customer_email",
                    "invoice",
                    "invoice_creation",
                    "locale",
                    "payment_link",
                    "recovered_from",
                    "setup_intent",
                    "shipping_cost",
                    "submit_type",
                    "subscription",
                    "success_url");

    private final Books books;
    private final Journal journal;
    private final Supplier<String> publicUrl;

    /// @param publicUrl where the checkout page is, no slash at the end
    public Sessions(Books books, Journal journal, Supplier<String> publicUrl) {
        this.books = books;
        this.journal = journal;
        this.publicUrl = publicUrl;
    }

    /// Opens a session for checked parameters.
    ///
    /// @param total in minor units
    public ObjectNode open(ObjectNode asked, Cart cart, String currency, long total) {
        String id = Kind.SESSION.newId();
        ObjectNode session =
                Json.object()
                        .put("id", id)
                        .put("object", Kind.SESSION.object())
                        .put("amount_subtotal", total)
                        .put("amount_total", total)
                        .put("created", journal.now())
                        .put("currency", currency)
                        .put("customer_creation", "if_required")
                        .put("expires_at", journal.now() + LIFE_SECONDS)
                        .put("livemode", false)
                        .put("mode", "payment")
                        .putNull("payment_intent")
                        .put("payment_method_collection", "if_required")
                        .put("payment_status", "unpaid")
                        .put("status", "open")
                        .put("ui_mode", "hosted_page")
                        .put("url", publicUrl.get() + "/c/pay/" + id);
        EMPTY.forEach(session::putNull);
        session.putObject("automatic_tax").put("enabled", false).putNull("status");
        session.putObject("custom_text").putNull("after_submit").putNull("submit");
        session.putArray("custom_fields");
        session.putArray("shipping_options");
        session.putObject("metadata");
        session.putObject("payment_method_options");
        session.putObject("phone_number_collection").put("enabled", false);
        session.putArray("payment_method_types").add("card").add(Charges.laterMethod(currency));
        session.putObject("total_details")
                .put("amount_discount", 0)
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
        ECHOED.stream()
                .filter(asked::hasNonNull)
                .forEach(name -> session.set(name, asked.get(name)));
        books.addCart(id, cart);
        books.add(Kind.SESSION, session);
        return session;
    }

    /// A session as it is now: one whose time is over is expired first.
    public Optional<ObjectNode> find(String id) {
        Optional<ObjectNode> session = books.find(Kind.SESSION, id);
        session.filter(this::isOverdue).ifPresent(overdue -> expire(overdue, Cause.NONE));
        return session;
    }

    /// Expires all whose time is over.
    public void sweep() {
        books.newestFirst(Kind.SESSION)
                .filter(this::isOverdue)
                .toList()
                .forEach(overdue -> expire(overdue, Cause.NONE));
    }

    /// Expires an open session.
    public void expire(ObjectNode session, Cause cause) {
        session.put("status", "expired").putNull("url");
        journal.record("checkout.session.expired", session, cause);
    }

    /// Whether it can still be paid.
    public static boolean isOpen(JsonNode session) {
        return session.path("status").asText().equals("open");
    }

    private boolean isOverdue(ObjectNode session) {
        return isOpen(session) && session.path("expires_at").asLong() <= journal.now();
    }
}
