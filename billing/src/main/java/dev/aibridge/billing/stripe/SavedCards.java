package dev.aibridge.billing.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.StripeCollection;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.service.V1Services;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cards that customers have saved with Stripe, charged while they are away.
@ApplicationScoped
public class SavedCards {

    private static final String ORDER = "order_id";
    private static final String CHARGE = "charge_id";
    private static final long PAGE = 100;

    private final StripeCalls stripe;

    /// Those of our account.
    SavedCards(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /// A card.
    ///
    /// @param customer whose, at Stripe
    /// @param method Stripe's PaymentMethod
    public record Card(String customer, String method, String brand, String lastFour) {}

    /// What is charged.
    ///
    /// @param id ours: the idempotency key, and kept in the payment
    /// @param amountMinor in minor units of the currency
    public record Wanted(
            UUID id,
            UUID order,
            String customer,
            String method,
            long amountMinor,
            String currency) {}

    /// What came of it.
    ///
    /// @param payment the PaymentIntent as a session of its own; empty when the card was declined
    /// @param code why it was declined
    public record Answer(Optional<Session> payment, @Nullable String code) {}

    /// Makes a customer for a tenant; the same tenant gives the same one for a day.
    ///
    /// @throws StripeAway when it may or may not have been made
    public String customer(UUID tenant, String email) {
        CustomerCreateParams params =
                CustomerCreateParams.builder()
                        .setEmail(email)
                        .putMetadata("tenant_id", tenant.toString())
                        .build();
        RequestOptions once =
                RequestOptions.builder()
                        .setIdempotencyKey(
                                "customer:" + tenant + ":" + Integer.toHexString(email.hashCode()))
                        .build();
        return stripe.ask(v1 -> v1.customers().create(params, once)).getId();
    }

    /// Charges a card; the same id is the same charge for a day.
    ///
    /// @throws StripeAway when it may or may not have been made
    /// @throws StripeRefusal when Stripe says no for another reason than the card
    public Answer charge(Wanted wanted) {
        PaymentIntentCreateParams params =
                PaymentIntentCreateParams.builder()
                        .setAmount(wanted.amountMinor())
                        .setCurrency(wanted.currency().toLowerCase(Locale.ROOT))
                        .setCustomer(wanted.customer())
                        .setPaymentMethod(wanted.method())
                        .setConfirm(true)
                        .setOffSession(true)
                        .putMetadata(ORDER, wanted.order().toString())
                        .putMetadata(CHARGE, wanted.id().toString())
                        .build();
        RequestOptions once =
                RequestOptions.builder().setIdempotencyKey("auto:" + wanted.id()).build();
        return stripe.ask(
                v1 -> {
                    try {
                        return answer(v1.paymentIntents().create(params, once));
                    } catch (CardException e) {
                        return new Answer(Optional.empty(), code(e.getCode()));
                    }
                });
    }

    /// The charge of that id among the customer's payments; empty when it was never made.
    ///
    /// @throws StripeAway when Stripe does not say
    public Optional<Answer> find(Wanted wanted) {
        return stripe.ask(
                v1 -> {
                    String last = null;
                    StripeCollection<PaymentIntent> page;
                    do {
                        page = v1.paymentIntents().list(after(wanted.customer(), last));
                        for (PaymentIntent one : page.getData()) {
                            if (wanted.id().toString().equals(one.getMetadata().get(CHARGE))) {
                                return Optional.of(answer(one));
                            }
                            last = one.getId();
                        }
                    } while (page.getHasMore());
                    return Optional.empty();
                });
    }

    private static PaymentIntentListParams after(String customer, @Nullable String last) {
        return PaymentIntentListParams.builder()
                .setCustomer(customer)
                .setLimit(PAGE)
                .setStartingAfter(last)
                .build();
    }

    /// A payment that names one of our orders itself, as those of saved cards do.
    ///
    /// @param payment a PaymentIntent
    /// @throws StripeAway when Stripe does not say
    public Optional<Session> payment(String payment) {
        return stripe.ask(v1 -> known(v1, payment)).filter(paid -> paid.order().isPresent());
    }

    private static Optional<Session> known(V1Services v1, String payment) throws StripeException {
        try {
            return answer(v1.paymentIntents().retrieve(payment)).payment();
        } catch (InvalidRequestException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The card that a payment has saved; empty when it saved none.
    ///
    /// @throws StripeAway when Stripe does not say
    public Optional<Card> saved(String payment) {
        return stripe.ask(v1 -> card(v1, v1.paymentIntents().retrieve(payment)));
    }

    private static Optional<Card> card(V1Services v1, PaymentIntent intent) throws StripeException {
        String customer = intent.getCustomer();
        String method = intent.getPaymentMethod();
        if (customer == null || method == null || intent.getSetupFutureUsage() == null) {
            return Optional.empty();
        }
        PaymentMethod saved = v1.paymentMethods().retrieve(method);
        PaymentMethod.Card card = saved.getCard();
        return customer.equals(saved.getCustomer())
                ? Optional.of(
                        new Card(
                                customer,
                                method,
                                card == null ? saved.getType() : card.getBrand(),
                                card == null ? "" : card.getLast4()))
                : Optional.empty();
    }

    private static Answer answer(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new Answer(Optional.of(session(intent)), null);
            case "processing" ->
                    new Answer(
                            Optional.of(
                                    new Session(
                                            intent.getId(), order(intent), new Session.Pending())),
                            null);
            default ->
                    new Answer(
                            Optional.empty(),
                            intent.getLastPaymentError() == null
                                    ? code(null)
                                    : code(intent.getLastPaymentError().getCode()));
        };
    }

    private static Session session(PaymentIntent intent) {
        return new Session(
                intent.getId(),
                order(intent),
                new Session.Paid(
                        intent.getId(),
                        intent.getAmountReceived(),
                        intent.getCurrency().toUpperCase(Locale.ROOT),
                        intent.getLivemode()));
    }

    private static Optional<UUID> order(PaymentIntent intent) {
        Map<String, String> metadata = intent.getMetadata();
        String order = metadata == null ? null : metadata.get(ORDER);
        try {
            return order == null ? Optional.empty() : Optional.of(UUID.fromString(order));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String code(@Nullable String code) {
        return code == null ? "card_declined" : code;
    }
}
