package dev.aibridge.billing.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.service.checkout.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// Makes, reads and ends Checkout Sessions at Stripe.
@ApplicationScoped
public class Checkouts {

    private static final String ORDER = "order_id";

    private final StripeClient client;
    private final SessionService sessions;
    private final Semaphore calls;

    /// Those of our account.
    public Checkouts(StripeSettings settings, StripeKeys keys) {
        tellNothing();
        client =
                StripeClient.builder()
                        .setApiKey(keys.secretKey())
                        .setApiBase(withoutSlash(settings.baseUrl().toString()))
                        .setConnectTimeout(millis(settings.connectTimeout()))
                        .setReadTimeout(millis(settings.readTimeout()))
                        .setMaxNetworkRetries(settings.retries())
                        .build();
        sessions = client.v1().checkout().sessions();
        calls = new Semaphore(settings.concurrency());
    }

    /// No header that tells Stripe how long the call before took.
    private static void tellNothing() {
        Stripe.enableTelemetry = false;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /// Makes a session; the same key gives the same one for a day.
    ///
    /// @throws StripeAway when it may or may not have been made
    public Session create(Offer offer, String idempotencyKey) {
        RequestOptions options = RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
        return ask(() -> read(sessions.create(params(offer), options)));
    }

    /// The session as it is now; empty when Stripe knows none.
    ///
    /// @throws StripeAway when Stripe does not say
    public Optional<Session> find(String id) {
        return ask(
                () -> {
                    try {
                        return Optional.of(read(sessions.retrieve(id)));
                    } catch (InvalidRequestException e) {
                        if (e.getStatusCode() == 404) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
    }

    /// Ends an open session, so that nobody pays there; answers it as it is then: it may have been
    /// paid just before.
    ///
    /// @throws StripeAway when Stripe does not say
    public Optional<Session> expire(String id) {
        try {
            return ask(() -> Optional.of(read(sessions.expire(id))));
        } catch (StripeRefusal e) {
            // Only an open session can be expired: it is not any more.
            return find(id);
        }
    }

    private SessionCreateParams params(Offer offer) {
        LineItem.PriceData price =
                LineItem.PriceData.builder()
                        .setCurrency(offer.currency().toLowerCase(Locale.ROOT))
                        .setUnitAmount(offer.unitMinor())
                        .setProductData(
                                LineItem.PriceData.ProductData.builder()
                                        .setName(offer.name())
                                        .build())
                        .build();
        // No list of payment methods: Stripe offers those that the account has switched on.
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(offer.order().toString())
                .putMetadata(ORDER, offer.order().toString())
                .addLineItem(
                        LineItem.builder()
                                .setPriceData(price)
                                .setQuantity((long) offer.quantity())
                                .build())
                .setCustomerEmail(offer.customer().email())
                .setLocale(
                        offer.customer().locale().equals("zh")
                                ? SessionCreateParams.Locale.ZH
                                : SessionCreateParams.Locale.EN)
                .setSuccessUrl(offer.returnUrl() + "/done?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl(offer.returnUrl() + "/cancelled")
                .setExpiresAt(offer.expiresAt().getEpochSecond())
                .build();
    }

    private Session read(com.stripe.model.checkout.Session session) throws StripeException {
        return new Session(session.getId(), order(session), state(session));
    }

    /// The order that both of the places name in which we wrote it.
    private static Optional<UUID> order(com.stripe.model.checkout.Session session) {
        String order = session.getMetadata() == null ? null : session.getMetadata().get(ORDER);
        if (order == null || !order.equals(session.getClientReferenceId())) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(order));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Session.State state(com.stripe.model.checkout.Session session) throws StripeException {
        if (session.getPaymentStatus().equals("paid")) {
            String payment = session.getPaymentIntent();
            return new Session.Paid(
                    payment == null ? session.getId() : payment,
                    session.getAmountTotal(),
                    session.getCurrency().toUpperCase(Locale.ROOT),
                    session.getLivemode());
        }
        return switch (session.getStatus()) {
            case "open" ->
                    new Session.Open(
                            session.getUrl(), Instant.ofEpochSecond(session.getExpiresAt()));
            case "expired" -> new Session.Expired();
            default -> hasFailed(session) ? new Session.Failed() : new Session.Pending();
        };
    }

    /// Whether the payment of a completed session can't come any more.
    private boolean hasFailed(com.stripe.model.checkout.Session session) throws StripeException {
        String payment = session.getPaymentIntent();
        if (payment == null) {
            return false;
        }
        String status = client.v1().paymentIntents().retrieve(payment).getStatus();
        return status.equals("requires_payment_method") || status.equals("canceled");
    }

    private interface Call<T> {
        T make() throws StripeException;
    }

    private <T> T ask(Call<T> call) {
        if (!calls.tryAcquire()) {
            throw new StripeAway("too many calls to Stripe are waiting for an answer");
        }
        try {
            return call.make();
        } catch (ApiConnectionException | RateLimitException e) {
            throw new StripeAway("Stripe did not answer", e);
        } catch (ApiException e) {
            throw new StripeAway("Stripe answered %d".formatted(e.getStatusCode()), e);
        } catch (StripeException e) {
            throw new StripeRefusal(e);
        } finally {
            calls.release();
        }
    }
}
