package dev.aibridge.sandbox.stripe.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.pay.Decline;
import dev.aibridge.sandbox.stripe.pay.Tender;
import dev.aibridge.sandbox.wire.Json;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody typed into the page.
record Typed(String email, String method, String number, String expiry, String cvc, String name) {

    /// The fields, by the names of their inputs.
    enum Field {
        EMAIL,
        METHOD,
        NUMBER,
        EXPIRY,
        CVC,
        NAME
    }

    private static final int MAX_LENGTH = 500;
    private static final int CENTURY = 2_000;
    private static final Pattern EXPIRY = Pattern.compile("(0?[1-9]|1[0-2])\\s*/?\\s*([0-9]{2})");

    static final String BY_CARD = "card";
    static final String LATER = "later";

    static Typed nothing() {
        return of(Json.object().put("method", BY_CARD));
    }

    static Typed of(ObjectNode form) {
        return new Typed(
                text(form, "email"),
                text(form, "method"),
                text(form, "number"),
                text(form, "expiry"),
                text(form, "cvc"),
                text(form, "name"));
    }

    Typed withEmail(String known) {
        return new Typed(known, method, number, expiry, cvc, name);
    }

    /// What is wrong, by field.
    Map<Field, Word> objections(YearMonth now) {
        Map<Field, Word> objections = new EnumMap<>(Field.class);
        require(
                objections,
                email.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+"),
                Field.EMAIL,
                Word.BAD_EMAIL);
        if (!method.equals(LATER)) {
            require(objections, method.equals(BY_CARD), Field.METHOD, Word.BAD_METHOD);
            require(objections, digits().matches("[0-9]{12,19}"), Field.NUMBER, Word.BAD_NUMBER);
            require(objections, isCurrent(now), Field.EXPIRY, Word.BAD_EXPIRY);
            require(objections, cvc.matches("[0-9]{3,4}"), Field.CVC, Word.BAD_CVC);
            require(objections, !name.isBlank(), Field.NAME, Word.BAD_NAME);
        }
        return objections;
    }

    /// The means of payment, when nothing is wrong.
    Tender tender() {
        if (method.equals(LATER)) {
            return new Tender.Later(name, email);
        }
        YearMonth end = month();
        return new Tender.Card(digits(), end.getMonthValue(), end.getYear(), cvc, name, email);
    }

    static Word word(Decline decline) {
        return switch (Objects.requireNonNullElse(decline.declineCode(), decline.code())) {
            case "insufficient_funds" -> Word.NO_FUNDS;
            case "expired_card" -> Word.EXPIRED_CARD;
            case "incorrect_cvc" -> Word.WRONG_CVC;
            case "processing_error" -> Word.PROCESSING;
            case "incorrect_number" -> Word.BAD_NUMBER;
            case "test_mode_live_card" -> Word.NOT_A_TEST_CARD;
            default -> Word.DECLINED;
        };
    }

    private String digits() {
        return number.replaceAll("[\\s-]", "");
    }

    private boolean isCurrent(YearMonth now) {
        return EXPIRY.matcher(expiry).matches() && !month().isBefore(now);
    }

    private YearMonth month() {
        Matcher matcher = EXPIRY.matcher(expiry);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a month: " + expiry);
        }
        return YearMonth.of(
                CENTURY + Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
    }

    private static void require(
            Map<Field, Word> objections, boolean fine, Field field, Word objection) {
        if (!fine) {
            objections.put(field, objection);
        }
    }

    private static String text(ObjectNode form, String name) {
        String text = form.path(name).asText("").strip();
        return text.substring(0, Math.min(MAX_LENGTH, text.length()));
    }
}
