package dev.aibridge.billing.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;

/// What an event is about. Nothing else of it is believed: what happened is asked of Stripe.
///
/// @param object the id of what it is about; empty when that has none
/// @param payment the PaymentIntent that it belongs to; empty when it belongs to none
record Notice(String id, String type, boolean live, String object, String payment) {

    private static final int LONGEST_ID = 255;

    private static final Set<String> ABOUT_SESSIONS =
            Set.of(
                    "checkout.session.completed",
                    "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed",
                    "checkout.session.expired");

    /// Reads an event; empty when the text is none.
    static Optional<Notice> read(ObjectMapper json, String body) {
        try {
            JsonNode event = json.readTree(body);
            Notice notice =
                    new Notice(
                            event.path("id").asText(),
                            event.path("type").asText(),
                            event.path("livemode").asBoolean(),
                            event.path("data").path("object").path("id").asText(),
                            event.path("data").path("object").path("payment_intent").asText(""));
            return notice.isComplete() ? Optional.of(notice) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private boolean isComplete() {
        return !id.isEmpty() && id.length() <= LONGEST_ID && !type.isEmpty();
    }

    /// Whether a charge was made, given back or disputed.
    boolean isAboutAPayment() {
        return (type.startsWith("charge.") || type.startsWith("refund.")) && !payment.isEmpty();
    }

    boolean isAboutASession() {
        return ABOUT_SESSIONS.contains(type) && !object.isEmpty();
    }
}
