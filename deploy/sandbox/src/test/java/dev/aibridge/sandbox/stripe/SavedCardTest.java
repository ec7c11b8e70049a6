package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A card that is saved while it pays, and charged while its owner is away; by Stripe's own client.
class SavedCardTest {

    private static Bench bench;

    private String customer;

    @BeforeAll
    static void start() {
        bench = new Bench(Map.of());
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void reset() throws StripeException {
        bench.control("reset", "{}");
        customer =
                bench.client
                        .v1()
                        .customers()
                        .create(CustomerCreateParams.builder().build())
                        .getId();
    }

    /// Pays a session that saves the card; answers the payment method.
    private String save(String card) throws StripeException {
        SessionCreateParams params =
                Bench.packs()
                        .setCustomerEmail(null)
                        .setCustomer(customer)
                        .setPaymentIntentData(
                                SessionCreateParams.PaymentIntentData.builder()
                                        .setSetupFutureUsage(
                                                SessionCreateParams.PaymentIntentData
                                                        .SetupFutureUsage.OFF_SESSION)
                                        .build())
                        .build();
        Session session = bench.client.v1().checkout().sessions().create(params);
        bench.control(
                "pay", "{\"session\": \"%s\", \"card\": \"%s\"}".formatted(session.getId(), card));
        String intent =
                bench.client
                        .v1()
                        .checkout()
                        .sessions()
                        .retrieve(session.getId())
                        .getPaymentIntent();
        return bench.client.v1().paymentIntents().retrieve(intent).getPaymentMethod();
    }

    private PaymentIntentCreateParams.Builder charge(String method) {
        return PaymentIntentCreateParams.builder()
                .setAmount(900L)
                .setCurrency("usd")
                .setCustomer(customer)
                .setPaymentMethod(method)
                .setConfirm(true)
                .setOffSession(true)
                .putMetadata("order_id", "o-1");
    }

    private PaymentIntent make(PaymentIntentCreateParams params, String key)
            throws StripeException {
        return bench.client
                .v1()
                .paymentIntents()
                .create(params, RequestOptions.builder().setIdempotencyKey(key).build());
    }

    @Test
    void aCardThatWasSavedIsChargedOnceForEachKey() throws StripeException {
        String method = save("4242424242424242");
        PaymentMethod saved = bench.client.v1().paymentMethods().retrieve(method);
        assertThat(saved.getCustomer()).isEqualTo(customer);
        assertThat(saved.getCard().getLast4()).isEqualTo("4242");

        PaymentIntent paid = make(charge(method).build(), "k-1");

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(900);
        assertThat(paid.getMetadata()).containsEntry("order_id", "o-1");
        assertThat(make(charge(method).build(), "k-1").getId()).isEqualTo(paid.getId());
        assertThat(
                        bench.client
                                .v1()
                                .paymentIntents()
                                .list(
                                        PaymentIntentListParams.builder()
                                                .setCustomer(customer)
                                                .build())
                                .getData())
                .extracting(PaymentIntent::getAmount)
                .containsExactlyInAnyOrder(900L, paid(method));
    }

    /// What the session that saved the card took.
    private long paid(String method) throws StripeException {
        return bench
                .client
                .v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder().setCustomer(customer).build())
                .getData()
                .stream()
                .filter(one -> method.equals(one.getPaymentMethod()))
                .filter(one -> "off_session".equals(one.getSetupFutureUsage()))
                .findFirst()
                .map(PaymentIntent::getAmount)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "card_declined, card_declined, generic_decline",
        "insufficient_funds, card_declined, insufficient_funds",
        "authentication_required, authentication_required, authentication_required"
    })
    void whatIsDeclinedSaysWhyAndIsAnsweredTheSameAgain(
            String outcome, String code, String declineCode) throws StripeException {
        String method = save("4242424242424242");
        bench.control("off_session", "{\"outcome\": \"%s\"}".formatted(outcome));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> make(charge(method).build(), "k-1"))
                    .isInstanceOfSatisfying(
                            CardException.class,
                            no -> {
                                assertThat(no.getStatusCode()).isEqualTo(402);
                                assertThat(no.getCode()).isEqualTo(code);
                                assertThat(no.getDeclineCode()).isEqualTo(declineCode);
                                PaymentIntent intent =
                                        Objects.requireNonNull(no.getStripeError())
                                                .getPaymentIntent();
                                assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
                            });
            bench.control("off_session", "{\"outcome\": \"succeeded\"}");
        }
        assertThat(make(charge(method).build(), "k-2").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aCardThatNeedsItsOwnerPaysOnThePageAndNotAlone() throws StripeException {
        String method = save("4000002760003184");
        assertThatThrownBy(() -> make(charge(method).build(), "k-1"))
                .isInstanceOf(CardException.class)
                .hasMessageContaining("authentication");
    }

    @Test
    void withoutAWishToSaveItACardIsNotSaved() throws StripeException {
        Session session =
                bench.client
                        .v1()
                        .checkout()
                        .sessions()
                        .create(Bench.packs().setCustomerEmail(null).setCustomer(customer).build());
        bench.control("pay", "{\"session\": \"%s\"}".formatted(session.getId()));
        String intent =
                bench.client
                        .v1()
                        .checkout()
                        .sessions()
                        .retrieve(session.getId())
                        .getPaymentIntent();
        String method = bench.client.v1().paymentIntents().retrieve(intent).getPaymentMethod();
        assertRefused(charge(method), "No such PaymentMethod");
    }

    @Test
    void whatStripeRefusesIsRefused() throws StripeException {
        String method = save("4242424242424242");
        String other =
                bench.client
                        .v1()
                        .customers()
                        .create(CustomerCreateParams.builder().build())
                        .getId();
        assertRefused(charge(method).setCustomer(other), "attached to a customer");
        assertRefused(charge(method).setCustomer("cus_none"), "No such customer");
        assertRefused(charge("pm_none"), "No such PaymentMethod");
        assertRefused(charge(method).setAmount(1L), "at least");
        assertRefused(charge(method).setConfirm(false), "confirm=true");
        assertRefused(charge(method).putExtraParam("amount_minor", 900), "amount_minor");
    }

    private static void assertRefused(PaymentIntentCreateParams.Builder params, String words) {
        assertThatThrownBy(() -> bench.client.v1().paymentIntents().create(params.build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(words);
    }
}
