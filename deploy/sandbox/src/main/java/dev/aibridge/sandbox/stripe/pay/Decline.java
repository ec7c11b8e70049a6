package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a card isn't charged.
///
/// @param code Stripe's error code
/// @param declineCode the bank's reason
/// @param field of the page: `number`, `expiry`, `cvc`
public record Decline(String code, @Nullable String declineCode, String message, String field) {

    private static final String DECLINED = "card_declined";
    private static final String NUMBER = "number";

    /// Pays while its owner is there to say so.
    private static final String NEEDS_ITS_OWNER = "4000002760003184";

    /// What Stripe's test numbers are for; nothing for one that pays.
    static Optional<Decline> of(String number) {
        return switch (number) {
            case "4242424242424242",
                    "5555555555554444",
                    "4000056655665556",
                    "378282246310005",
                    "4000000000000259",
                    "4000000000002685",
                    "4000000000001976",
                    NEEDS_ITS_OWNER ->
                    Optional.empty();
            case "4000000000000002" -> declined("generic_decline", "Your card was declined.");
            case "4000000000009995" ->
                    declined("insufficient_funds", "Your card has insufficient funds.");
            case "4000000000009987" -> declined("lost_card", "Your card was declined.");
            case "4000000000000069" -> no("expired_card", "Your card has expired.", "expiry");
            case "4000000000000127" ->
                    no("incorrect_cvc", "Your card's security code is incorrect.", "cvc");
            case "4000000000000119" ->
                    no(
                            "processing_error",
                            "An error occurred while processing your card. Try again in a little"
                                    + " bit.",
                            NUMBER);
            default ->
                    isCardNumber(number)
                            ? declined(
                                    "test_mode_live_card",
                                    "Your card was declined. Your request was in test mode, but"
                                            + " used a non test card.")
                            : no("incorrect_number", "Your card number is invalid.", NUMBER);
        };
    }

    /// Why a card isn't charged while its owner is away.
    ///
    /// @param outcome that was switched: `succeeded` or why not
    static Optional<Decline> offSession(String number, String outcome) {
        return switch (number.equals(NEEDS_ITS_OWNER) ? "authentication_required" : outcome) {
            case "authentication_required" ->
                    Optional.of(
                            new Decline(
                                    "authentication_required",
                                    "authentication_required",
                                    "Your card was declined. This transaction requires"
                                            + " authentication.",
                                    NUMBER));
            case "insufficient_funds" -> of("4000000000009995");
            case "card_declined" -> of("4000000000000002");
            default -> of(number);
        };
    }

    /// The field `last_payment_error` of a payment intent.
    ObjectNode toJson() {
        ObjectNode error = Json.object().put("code", code);
        if (declineCode != null) {
            error.put("decline_code", declineCode);
        }
        return error.put("message", message).put("type", "card_error");
    }

    private static Optional<Decline> declined(String declineCode, String message) {
        return Optional.of(new Decline(DECLINED, declineCode, message, NUMBER));
    }

    private static Optional<Decline> no(String code, String message, String field) {
        return Optional.of(new Decline(code, null, message, field));
    }

    /// Luhn's check.
    private static boolean isCardNumber(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = Character.digit(number.charAt(number.length() - 1 - i), 10);
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return number.length() >= 12 && sum % 10 == 0;
    }
}
