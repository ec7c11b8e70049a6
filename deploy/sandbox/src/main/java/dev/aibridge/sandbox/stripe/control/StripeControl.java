package dev.aibridge.sandbox.stripe.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.api.ApiDesk;
import dev.aibridge.sandbox.stripe.api.ApiFault;
import dev.aibridge.sandbox.stripe.api.ApiFaults;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Cause;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Read;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.stripe.pay.Cashier;
import dev.aibridge.sandbox.stripe.pay.Disputes;
import dev.aibridge.sandbox.stripe.pay.Later;
import dev.aibridge.sandbox.stripe.pay.MoneyOut;
import dev.aibridge.sandbox.stripe.pay.Outcome;
import dev.aibridge.sandbox.stripe.pay.Refunds;
import dev.aibridge.sandbox.stripe.pay.Sessions;
import dev.aibridge.sandbox.stripe.pay.Tender;
import dev.aibridge.sandbox.stripe.webhook.Forgery;
import dev.aibridge.sandbox.stripe.webhook.Order;
import dev.aibridge.sandbox.stripe.webhook.Policy;
import dev.aibridge.sandbox.stripe.webhook.Post;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Looks at deliveries and steers them, payments, refunds and the API's faults.
public final class StripeControl {

    /// What the paths start with.
    public static final String PREFIX = "/_sandbox/";

    private static final String FAILED = "failed";
    private static final String[] ENDS = {"succeeded", FAILED};
    private static final int CARD_YEAR = 2_034;

    private static final Shape.Fields SESSION = Shape.Fields.none().needing("session", Shape.id());
    private static final Shape.Fields PAY =
            SESSION.with("card", Shape.text(30))
                    .with("method", Shape.oneOf("card", "later"))
                    .with("email", new Shape.Email())
                    .with("name", Shape.text(100));
    private static final Shape.Fields SETTLE = SESSION.needing("outcome", Shape.oneOf(ENDS));
    private static final Shape.Fields LATER =
            Shape.Fields.none()
                    .with("outcome", Shape.oneOf(ENDS))
                    .with("delay_ms", new Shape.Whole(0, 86_400_000));
    private static final Shape.Fields REFUNDS =
            Shape.Fields.none().needing("outcome", Shape.oneOf("succeeded", "pending", FAILED));
    private static final Shape.Fields OFF_SESSION =
            Shape.Fields.none()
                    .needing(
                            "outcome",
                            Shape.oneOf(
                                    "succeeded",
                                    "card_declined",
                                    "insufficient_funds",
                                    "authentication_required"));
    private static final Shape.Fields REFUND =
            Shape.Fields.none().needing("refund", Shape.id()).needing("outcome", Shape.oneOf(ENDS));
    private static final Shape.Fields DISPUTE =
            SESSION.with("amount", new Shape.Whole(1, 99_999_999))
                    .with("reason", Shape.oneOf("fraudulent", "product_not_received", "general"))
                    .with("inquiry", new Shape.Flag());
    private static final Shape.Fields DECIDE =
            Shape.Fields.none()
                    .needing("dispute", Shape.id())
                    .needing("outcome", Shape.oneOf("under_review", "won", "lost"));
    private static final Shape.Fields RELEASE =
            Shape.Fields.none().with("order", Shape.oneOf("sent", "reversed", "shuffled"));
    private static final Shape.Fields RESEND =
            Shape.Fields.none()
                    .needing("event", Shape.id())
                    .with("copies", new Shape.Whole(1, 1_000))
                    .with("forge", Shape.oneOf(Forgery.words()));

    private final Books books;
    private final Sessions sessions;
    private final Cashier cashier;
    private final MoneyOut out;
    private final Post post;
    private final ApiDesk desk;
    private final ApiFaults faults;
    private final Switches switches;

    /// The control endpoints over what they show and steer.
    public StripeControl(
            Books books,
            Sessions sessions,
            Cashier cashier,
            MoneyOut out,
            Post post,
            ApiDesk desk,
            ApiFaults faults,
            Switches switches) {
        this.books = books;
        this.sessions = sessions;
        this.cashier = cashier;
        this.out = out;
        this.post = post;
        this.desk = desk;
        this.faults = faults;
        this.switches = switches;
    }

    /// Answers a request whose body is complete.
    public void handle(HttpServerRequest request, Buffer body) {
        Answer answer = answer(request.method().name() + " " + request.path(), body);
        request.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(Json.bytes(answer.body())));
    }

    private Answer answer(String call, Buffer body) {
        return switch (call) {
            case "GET /_sandbox/health" -> Answer.ok(Json.object().put("status", "ok"));
            case "GET /_sandbox/stripe/events" ->
                    Answer.ok(Json.object().set("events", post.toJson()));
            case "GET /_sandbox/stripe/webhooks" -> Answer.ok(post.policy().toJson());
            case "POST /_sandbox/stripe/webhooks" -> with(body, Policy.SHAPE, this::follow);
            case "POST /_sandbox/stripe/release" -> with(body, RELEASE, this::release);
            case "POST /_sandbox/stripe/resend" -> with(body, RESEND, this::resend);
            case "GET /_sandbox/stripe/faults" -> armed();
            case "POST /_sandbox/stripe/faults" -> with(body, ApiFault.SHAPE, this::arm);
            case "DELETE /_sandbox/stripe/faults" -> {
                faults.clear();
                yield armed();
            }
            case "POST /_sandbox/stripe/pay" -> with(body, PAY, this::pay);
            case "POST /_sandbox/stripe/settle" -> with(body, SETTLE, this::settle);
            case "POST /_sandbox/stripe/later" -> with(body, LATER, this::later);
            case "POST /_sandbox/stripe/expire" -> with(body, SESSION, this::expire);
            case "POST /_sandbox/stripe/refunds" -> with(body, REFUNDS, this::refunds);
            case "POST /_sandbox/stripe/off_session" -> with(body, OFF_SESSION, this::offSession);
            case "POST /_sandbox/stripe/refund" -> with(body, REFUND, this::refund);
            case "POST /_sandbox/stripe/dispute" -> with(body, DISPUTE, this::dispute);
            case "POST /_sandbox/stripe/decide" -> with(body, DECIDE, this::decide);
            case "POST /_sandbox/stripe/reset" -> reset();
            default -> no(404, "no such control");
        };
    }

    private static Answer with(
            Buffer body, Shape.Fields shape, Function<ObjectNode, Answer> action) {
        Optional<JsonNode> json =
                body.length() == 0 ? Optional.of(Json.object()) : Json.parse(body.getBytes());
        if (json.isEmpty() || !(json.get() instanceof ObjectNode given)) {
            return no(400, "the body is not a JSON object");
        }
        return switch (Read.of(shape, given)) {
            case Read.Bad(var refusal) -> refusal.answer();
            case Read.Good(var values) -> action.apply(values);
        };
    }

    private Answer follow(ObjectNode values) {
        post.follow(Policy.of(values));
        return Answer.ok(post.policy().toJson());
    }

    private Answer release(ObjectNode values) {
        Order order = Order.valueOf(values.path("order").asText("sent").toUpperCase(Locale.ROOT));
        return Answer.ok(Json.object().put("released", post.release(order)));
    }

    private Answer resend(ObjectNode values) {
        String event = values.path("event").asText();
        int copies = values.path("copies").asInt(1);
        Forgery forge = Forgery.of(values.path("forge").asText(Forgery.NONE.word()));
        return post.resend(event, copies, forge)
                ? Answer.ok(Json.object().put("sent", copies))
                : Refusal.missing(Kind.EVENT.object(), event, "event").answer();
    }

    private Answer arm(ObjectNode values) {
        faults.arm(ApiFault.of(values), values.path("times").asInt(1));
        return armed();
    }

    private Answer armed() {
        return Answer.ok(Json.object().set("faults", faults.toJson()));
    }

    private Answer pay(ObjectNode values) {
        return inSession(values, session -> pay(session, values));
    }

    private Answer pay(ObjectNode session, ObjectNode values) {
        String name = values.path("name").asText("Ada Lovelace");
        String email =
                values.path("email")
                        .asText(session.path("customer_email").asText("ada@example.com"));
        Tender tender =
                values.path("method").asText().equals("later")
                        ? new Tender.Later(name, email)
                        : new Tender.Card(
                                values.path("card").asText("4242424242424242").replace(" ", ""),
                                12,
                                CARD_YEAR,
                                "123",
                                name,
                                email);
        return switch (cashier.pay(session, tender)) {
            case Outcome.Completed(var done) -> Answer.ok(done.deepCopy());
            case Outcome.Declined(var decline) ->
                    new Refusal(402, "card_error", decline.message(), null, decline.code())
                            .answer();
            case Outcome.Closed(var closed) ->
                    no(409, "the session is " + closed.path("status").asText());
        };
    }

    private Answer settle(ObjectNode values) {
        boolean paid = !values.path("outcome").asText().equals(FAILED);
        return inSession(
                values,
                session ->
                        cashier.settle(session, paid)
                                ? Answer.ok(session.deepCopy())
                                : no(409, "no delayed payment is pending"));
    }

    private Answer later(ObjectNode values) {
        Later now = switches.later();
        Later next =
                new Later(
                        !values.path("outcome").asText().equals(FAILED),
                        Duration.ofMillis(values.path("delay_ms").asLong(now.after().toMillis())));
        switches.later(next);
        return Answer.ok(values);
    }

    private Answer expire(ObjectNode values) {
        return inSession(
                values,
                session -> {
                    if (!Sessions.isOpen(session)) {
                        return no(409, "the session is " + session.path("status").asText());
                    }
                    sessions.expire(session, Cause.NONE);
                    return Answer.ok(session.deepCopy());
                });
    }

    private Answer refunds(ObjectNode values) {
        switches.refundStatus(values.path("outcome").asText());
        return Answer.ok(values);
    }

    private Answer offSession(ObjectNode values) {
        switches.offSession(values.path("outcome").asText());
        return Answer.ok(values);
    }

    private Answer refund(ObjectNode values) {
        String id = values.path("refund").asText();
        Optional<ObjectNode> refund = books.find(Kind.REFUND, id);
        if (refund.isEmpty()) {
            return Refusal.missing(Kind.REFUND.object(), id, "refund").answer();
        }
        return out.refunds().end(refund.get(), !values.path("outcome").asText().equals(FAILED))
                ? Answer.ok(refund.get().deepCopy())
                : no(409, "the refund is " + refund.get().path("status").asText());
    }

    private Answer dispute(ObjectNode values) {
        return inSession(
                values,
                session ->
                        books.find(Kind.INTENT, session.path("payment_intent").asText())
                                .map(intent -> intent.path("latest_charge").asText())
                                .flatMap(charge -> books.find(Kind.CHARGE, charge))
                                .filter(charge -> Refunds.left(charge) > 0)
                                .map(charge -> dispute(charge, values))
                                .orElseGet(() -> no(409, "nothing is captured")));
    }

    private Answer dispute(ObjectNode charge, ObjectNode values) {
        long amount = Math.min(values.path("amount").asLong(Long.MAX_VALUE), Refunds.left(charge));
        String reason = values.path("reason").asText("fraudulent");
        boolean inquiry = values.path("inquiry").asBoolean();
        return Answer.ok(out.disputes().open(charge, amount, reason, inquiry).deepCopy());
    }

    private Answer decide(ObjectNode values) {
        String id = values.path("dispute").asText();
        Disputes.Outcome outcome =
                Disputes.Outcome.valueOf(values.path("outcome").asText().toUpperCase(Locale.ROOT));
        Optional<ObjectNode> dispute = books.find(Kind.DISPUTE, id);
        if (dispute.isEmpty()) {
            return Refusal.missing(Kind.DISPUTE.object(), id, "dispute").answer();
        }
        return out.disputes().decide(dispute.get(), outcome, Cause.NONE)
                ? Answer.ok(dispute.get().deepCopy())
                : no(409, "the dispute is " + dispute.get().path("status").asText());
    }

    private Answer reset() {
        books.clear();
        post.clear();
        desk.clear();
        faults.clear();
        switches.clear();
        return Answer.ok(Json.object().put("status", "forgotten"));
    }

    private Answer inSession(ObjectNode values, Function<ObjectNode, Answer> action) {
        String id = values.path("session").asText();
        return sessions.find(id)
                .map(action)
                .orElseGet(() -> Refusal.missing(Kind.SESSION.object(), id, "session").answer());
    }

    private static Answer no(int status, String message) {
        return Refusal.of(status, message, null, null).answer();
    }
}
