package dev.aibridge.sandbox.stripe;

import dev.aibridge.sandbox.stripe.api.ApiDesk;
import dev.aibridge.sandbox.stripe.api.ApiDoor;
import dev.aibridge.sandbox.stripe.api.ApiFaults;
import dev.aibridge.sandbox.stripe.api.Route;
import dev.aibridge.sandbox.stripe.api.Routes;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.control.StripeControl;
import dev.aibridge.sandbox.stripe.control.Switches;
import dev.aibridge.sandbox.stripe.page.CheckoutPage;
import dev.aibridge.sandbox.stripe.pay.Cashier;
import dev.aibridge.sandbox.stripe.pay.Disputes;
import dev.aibridge.sandbox.stripe.pay.Later;
import dev.aibridge.sandbox.stripe.pay.MoneyOut;
import dev.aibridge.sandbox.stripe.pay.OffSession;
import dev.aibridge.sandbox.stripe.pay.Refunds;
import dev.aibridge.sandbox.stripe.pay.SavedCards;
import dev.aibridge.sandbox.stripe.pay.Sessions;
import dev.aibridge.sandbox.stripe.pay.Till;
import dev.aibridge.sandbox.stripe.webhook.Post;
import dev.aibridge.sandbox.web.Body;
import dev.aibridge.sandbox.web.Html;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends each request to its room: API, checkout page or switches.
final class StripeRooms {

    private static final int MAX_BODY_BYTES = 256 * 1_024;
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final ApiDoor api;
    private final CheckoutPage page;
    private final StripeControl control;

    /// @param publicUrl where the checkout page is
    StripeRooms(Vertx vertx, StripeSettings settings, Supplier<String> publicUrl) {
        Clock clock = Clock.systemUTC();
        int max = settings.maxObjects();
        Books books = new Books(max);
        Post post = new Post(vertx, settings.webhook(), settings.retries(), clock, max);
        Journal journal = new Journal(books, clock, post::accept);
        Sessions sessions = new Sessions(books, journal, publicUrl);
        Switches switches = new Switches(new Later(true, settings.delayedPayment()));
        Disputes disputes = new Disputes(books, journal);
        SavedCards cards = new SavedCards(books, journal, max);
        Cashier cashier =
                new Cashier(vertx, new Till(books, journal, disputes, cards), switches::later);
        MoneyOut out = new MoneyOut(new Refunds(books, journal, disputes), disputes);
        ApiFaults faults = new ApiFaults();
        OffSession offSession = new OffSession(books, journal, cards, switches::offSession);
        List<Route> routes =
                Routes.of(books, journal, sessions, out, offSession, switches::refundStatus);
        ApiDesk desk = new ApiDesk(routes, books, clock, settings.secretKey(), max);
        this.api = new ApiDoor(vertx, desk, faults);
        this.page = new CheckoutPage(books, sessions, cashier, clock, settings.merchant());
        this.control =
                new StripeControl(books, sessions, cashier, out, post, desk, faults, switches);
        vertx.setPeriodic(SWEEP.toMillis(), _ -> sessions.sweep());
    }

    void enter(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("/");
        Runnable tooLarge = () -> request.response().setStatusCode(413).end();
        if (path.startsWith("/v1/")) {
            Body.read(
                    request,
                    MAX_BODY_BYTES,
                    body -> api.enter(request, body),
                    () -> api.tooLarge(request));
        } else if (path.startsWith(CheckoutPage.PREFIX)) {
            Body.read(request, MAX_BODY_BYTES, body -> page.handle(request, body), tooLarge);
        } else if (path.startsWith(StripeControl.PREFIX)) {
            Body.read(request, MAX_BODY_BYTES, body -> control.handle(request, body), tooLarge);
        } else if (path.equals(Html.CSS_PATH)) {
            Html.sendCss(request);
        } else {
            request.response().setStatusCode(404).end("no such room\n");
        }
    }
}
