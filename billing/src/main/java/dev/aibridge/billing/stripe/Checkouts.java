package dev.aibridge.billing.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.service.V1Services;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Makes, reads and ends Checkout Sessions at Stripe.
@ApplicationScoped
public class Checkouts {

    private static final String ORDER = "order_id";

    private final StripeCalls stripe;

    /// Those of our account.
    Checkouts(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /// Makes a session; the same key gives the same one for a day.
    ///
    /// @throws StripeAway when it may or may not have been made
    public Session create(Offer offer, String idempotencyKey) {
        RequestOptions options = RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
        return stripe.ask(v1 -> read(v1, v1.checkout().sessions().create(params(offer), options)));
    }

    /// The session as it is now; empty when Stripe knows none.
    ///
    /// @throws StripeAway when Stripe does not say
    public Optional<Session> find(String id) {
        return stripe.ask(
                v1 -> {
                    try {
                        return Optional.of(read(v1, v1.checkout().sessions().retrieve(id)));
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
            return stripe.ask(v1 -> Optional.of(read(v1, v1.checkout().sessions().expire(id))));
        } catch (StripeRefusal e) {
            // Only an open session can be expired: it is not any more.
            return find(id);
        }
    }

    /// The session that a payment was made in; empty when it was made in none.
    ///
    /// @param payment a PaymentIntent
    /// @throws StripeAway when Stripe does not say
    public Optional<String> ofPayment(String payment) {
        SessionListParams one =
                SessionListParams.builder().setPaymentIntent(payment).setLimit(1L).build();
        return stripe.ask(v1 -> v1.checkout().sessions().list(one).getData().stream().findFirst())
                .map(com.stripe.model.checkout.Session::getId);
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
        return payer(SessionCreateParams.builder(), offer.customer())
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(offer.order().toString())
                .putMetadata(ORDER, offer.order().toString())
                .addLineItem(
                        LineItem.builder()
                                .setPriceData(price)
                                .setQuantity((long) offer.quantity())
                                .build())
                .setLocale(
                        offer.customer().locale().equals("zh")
                                ? SessionCreateParams.Locale.ZH
                                : SessionCreateParams.Locale.EN)
                .setSuccessUrl(offer.returnUrl() + "/done?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl(offer.returnUrl() + "/cancelled")
                .setExpiresAt(offer.expiresAt().getEpochSecond())
                .build();
    }

    /// Stripe offers only methods that can be saved when one is to be.
    private static SessionCreateParams.Builder payer(
            SessionCreateParams.Builder params, Offer.Customer customer) {
        return customer.savingFor()
                .map(
                        saved ->
                                params.setCustomer(saved)
                                        .setPaymentIntentData(
                                                SessionCreateParams.PaymentIntentData.builder()
                                                        .setSetupFutureUsage(
                                                                SessionCreateParams
                                                                        .PaymentIntentData
                                                                        .SetupFutureUsage
                                                                        .OFF_SESSION)
                                                        .build()))
                .orElseGet(() -> params.setCustomerEmail(customer.email()));
    }

    private static Session read(V1Services v1, com.stripe.model.checkout.Session session)
            throws StripeException {
        return new Session(session.getId(), order(session), state(v1, session));
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

    private static Session.State state(V1Services v1, com.stripe.model.checkout.Session session)
            throws StripeException {
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
            default -> hasFailed(v1, session) ? new Session.Failed() : new Session.Pending();
        };
    }

    /// Whether the payment of a completed session can't come any more.
    private static boolean hasFailed(V1Services v1, com.stripe.model.checkout.Session session)
            throws StripeException {
        String payment = session.getPaymentIntent();
        if (payment == null) {
            return false;
        }
        String status = v1.paymentIntents().retrieve(payment).getStatus();
        return status.equals("requires_payment_method") || status.equals("canceled");
    }
}
