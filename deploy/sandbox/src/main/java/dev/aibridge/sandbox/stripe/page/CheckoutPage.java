package dev.aibridge.sandbox.stripe.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.page.Typed.Field;
import dev.aibridge.sandbox.stripe.params.Form;
import dev.aibridge.sandbox.stripe.pay.Cashier;
import dev.aibridge.sandbox.stripe.pay.Outcome;
import dev.aibridge.sandbox.stripe.pay.Sessions;
import dev.aibridge.sandbox.web.Html;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/c/pay/{session}`: shows what is sold and takes the payment.
public final class CheckoutPage {

    /// What the paths of these pages start with.
    public static final String PREFIX = "/c/pay/";

    private static final int UNPROCESSABLE = 422;
    private static final int PAYMENT_REQUIRED = 402;

    private final Books books;
    private final Sessions sessions;
    private final Cashier cashier;
    private final InstantSource clock;
    private final String merchant;

    /// @param merchant whose name the page shows
    public CheckoutPage(
            Books books, Sessions sessions, Cashier cashier, InstantSource clock, String merchant) {
        this.books = books;
        this.sessions = sessions;
        this.cashier = cashier;
        this.clock = clock;
        this.merchant = merchant;
    }

    /// Answers a request whose body is complete.
    public void handle(HttpServerRequest request, Buffer body) {
        String id = Optional.ofNullable(request.path()).orElse(PREFIX).substring(PREFIX.length());
        Optional<ObjectNode> found = sessions.find(id);
        if (found.isEmpty()) {
            Html.send(request, 404, text(Json.object(), request).unknown());
            return;
        }
        ObjectNode session = found.get();
        switch (request.method().name()) {
            case "GET", "HEAD" -> show(request, session);
            case "POST" -> pay(request, session, body);
            default -> request.response().setStatusCode(405).end();
        }
    }

    /// A return URL with the session's id in it.
    static String target(String url, JsonNode session) {
        return url.replace("{CHECKOUT_SESSION_ID}", session.path("id").asText());
    }

    private void show(HttpServerRequest request, ObjectNode session) {
        if (Sessions.isOpen(session)) {
            form(request, 200, session, Typed.nothing(), Map.of());
        } else {
            Html.send(request, 200, text(session, request).closed(session));
        }
    }

    private void pay(HttpServerRequest request, ObjectNode session, Buffer body) {
        Typed asTyped =
                Form.parse(body.toString(StandardCharsets.UTF_8))
                        .map(Typed::of)
                        .orElseGet(Typed::nothing);
        String known = session.path("customer_email").asText("");
        Typed typed = known.isEmpty() ? asTyped : asTyped.withEmail(known);
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        Map<Field, Word> wrong = typed.objections(month);
        if (typed.method().equals(Typed.LATER) && !PageText.takesLater(session)) {
            wrong.put(Field.METHOD, Word.BAD_METHOD);
        }
        if (Sessions.isOpen(session) && !wrong.isEmpty()) {
            form(request, UNPROCESSABLE, session, typed, wrong);
            return;
        }
        if (!Sessions.isOpen(session)) {
            Html.send(request, 409, text(session, request).closed(session));
            return;
        }
        switch (cashier.pay(session, typed.tender())) {
            case Outcome.Completed(var paid) ->
                    request.response()
                            .setStatusCode(303)
                            .putHeader("location", target(paid.path("success_url").asText(), paid))
                            .end();
            case Outcome.Declined(var decline) ->
                    form(
                            request,
                            PAYMENT_REQUIRED,
                            session,
                            typed,
                            Map.of(
                                    Field.valueOf(decline.field().toUpperCase(Locale.ROOT)),
                                    Typed.word(decline)));
            case Outcome.Closed(var closed) ->
                    Html.send(request, 409, text(closed, request).closed(closed));
        }
    }

    private void form(
            HttpServerRequest request,
            int status,
            ObjectNode session,
            Typed typed,
            Map<Field, Word> wrong) {
        String page =
                text(session, request)
                        .checkout(
                                session,
                                books.cart(session.path("id").asText()).items(),
                                typed,
                                wrong);
        Html.send(request, status, page);
    }

    private PageText text(JsonNode session, HttpServerRequest request) {
        String wanted = session.path("locale").asText("auto");
        String accepted = Optional.ofNullable(request.getHeader("accept-language")).orElse("");
        String locale = wanted.equals("auto") || wanted.equals("null") ? accepted : wanted;
        return new PageText(
                locale.toLowerCase(Locale.ROOT).startsWith("zh") ? "zh" : "en", merchant);
    }
}
