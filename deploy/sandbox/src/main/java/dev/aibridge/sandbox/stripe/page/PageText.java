package dev.aibridge.sandbox.stripe.page;

import static dev.aibridge.sandbox.web.Html.escape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aibridge.sandbox.stripe.page.Typed.Field;
import dev.aibridge.sandbox.stripe.params.Currencies;
import dev.aibridge.sandbox.web.Html;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The page's HTML in one language.
record PageText(String language, String merchant) {

    String checkout(JsonNode session, ArrayNode items, Typed typed, Map<Field, Word> wrong) {
        StringBuilder main = new StringBuilder(head(say(Word.TITLE)));
        main.append(summary(session, items));
        if (!wrong.isEmpty()) {
            main.append("<p class=\"alert\" role=\"alert\">%s</p>".formatted(say(Word.PROBLEM)));
        }
        main.append(
                "<form method=\"post\" action=\"/c/pay/%s\" novalidate>"
                        .formatted(escape(session.path("id").asText())));
        main.append(email(session, typed, wrong));
        main.append(method(session, typed, wrong));
        main.append("<div class=\"by-card\">");
        main.append(
                input(Field.NUMBER, Word.NUMBER, typed.number(), "numeric", "cc-number", wrong));
        main.append(
                "<p class=\"hint\">%s</p><div class=\"pair\">".formatted(say(Word.NUMBER_HINT)));
        main.append(input(Field.EXPIRY, Word.EXPIRY, typed.expiry(), "text", "cc-exp", wrong));
        main.append(input(Field.CVC, Word.CVC, "", "numeric", "cc-csc", wrong));
        main.append("</div>");
        main.append(input(Field.NAME, Word.NAME, typed.name(), "text", "cc-name", wrong));
        main.append("</div>");
        main.append(
                "<button type=\"submit\">%s %s</button></form>"
                        .formatted(say(Word.PAY), total(session)));
        link(session, "cancel_url", Word.BACK).ifPresent(main::append);
        return Html.page(language, say(Word.TITLE) + " · " + merchant, main.toString());
    }

    /// The page of a session that can't be paid any more.
    String closed(JsonNode session) {
        boolean expired = session.path("status").asText().equals("expired");
        boolean paid = session.path("payment_status").asText().equals("paid");
        Word title = expired ? Word.EXPIRED_TITLE : Word.PAID_TITLE;
        Word text = expired ? Word.EXPIRED : paid ? Word.PAID : Word.PENDING;
        return notice(
                title,
                text,
                link(session, expired ? "cancel_url" : "success_url", Word.RETURN).orElse(""));
    }

    String unknown() {
        return notice(Word.UNKNOWN_TITLE, Word.UNKNOWN, "");
    }

    private String notice(Word title, Word text, String link) {
        return Html.page(
                language,
                say(title) + " · " + merchant,
                head(say(title)) + "<p>" + say(text) + "</p>" + link);
    }

    private String head(String title) {
        return "<p><span class=\"badge\">%s</span></p><p>%s</p><h1>%s</h1>"
                .formatted(say(Word.TEST_MODE), escape(merchant), title);
    }

    private String summary(JsonNode session, ArrayNode items) {
        StringBuilder rows = new StringBuilder();
        for (JsonNode item : items) {
            rows.append(
                    "<dt>%s × %d</dt><dd>%s</dd>"
                            .formatted(
                                    escape(item.path("description").asText()),
                                    item.path("quantity").asLong(),
                                    money(item.path("currency"), item.path("amount_total"))));
        }
        return "<div class=\"card\"><dl>%s<dt class=\"total\">%s</dt><dd class=\"total\">%s</dd></dl></div>"
                .formatted(rows, say(Word.TOTAL), total(session));
    }

    private String email(JsonNode session, Typed typed, Map<Field, Word> wrong) {
        String known = session.path("customer_email").asText("");
        return known.isEmpty()
                ? input(Field.EMAIL, Word.EMAIL, typed.email(), "email", "email", wrong)
                : "<p><strong>%s</strong><br>%s</p>".formatted(say(Word.EMAIL), escape(known));
    }

    private String method(JsonNode session, Typed typed, Map<Field, Word> wrong) {
        if (!takesLater(session)) {
            return "<input type=\"hidden\" name=\"method\" value=\"card\">";
        }
        return "<fieldset class=\"field choice\"><legend>%s</legend>%s%s%s</fieldset>"
                .formatted(
                        say(Word.METHOD),
                        choice(Typed.BY_CARD, Word.CARD, typed),
                        choice(Typed.LATER, Word.LATER, typed),
                        error(Field.METHOD, wrong));
    }

    static boolean takesLater(JsonNode session) {
        return session.path("payment_method_types")
                .valueStream()
                .anyMatch(type -> type.asText().matches("us_bank_account|sepa_debit"));
    }

    private String choice(String value, Word label, Typed typed) {
        return "<label><input type=\"radio\" name=\"method\" id=\"%s\" value=\"%s\"%s>%s</label>"
                .formatted(
                        value, value, typed.method().equals(value) ? " checked" : "", say(label));
    }

    private String input(
            Field field,
            Word label,
            String value,
            String mode,
            String autocomplete,
            Map<Field, Word> wrong) {
        String name = field.name().toLowerCase(Locale.ROOT);
        String broken =
                wrong.containsKey(field)
                        ? " aria-invalid=\"true\" aria-describedby=\"%s-error\"".formatted(name)
                        : "";
        return """
                <div class="field"><label for="%s">%s</label>
                <input id="%s" name="%s" value="%s" inputmode="%s" autocomplete="%s"%s>%s</div>
                """
                .formatted(
                        name,
                        say(label),
                        name,
                        name,
                        escape(value),
                        mode,
                        autocomplete,
                        broken,
                        error(field, wrong));
    }

    private String error(Field field, Map<Field, Word> wrong) {
        return Optional.ofNullable(wrong.get(field))
                .map(
                        word ->
                                "<p class=\"error\" id=\"%s-error\">%s</p>"
                                        .formatted(
                                                field.name().toLowerCase(Locale.ROOT), say(word)))
                .orElse("");
    }

    private Optional<String> link(JsonNode session, String name, Word label) {
        return Optional.of(session.path(name).asText(""))
                .filter(url -> !url.isEmpty())
                .map(url -> CheckoutPage.target(url, session))
                .map(url -> "<p><a href=\"%s\">%s</a></p>".formatted(escape(url), say(label)));
    }

    private static String total(JsonNode session) {
        return money(session.path("currency"), session.path("amount_total"));
    }

    private static String money(JsonNode currency, JsonNode amount) {
        return Currencies.text(currency.asText(), amount.asLong())
                + " "
                + currency.asText().toUpperCase(Locale.ROOT);
    }

    private String say(Word word) {
        return word.in(language);
    }
}
