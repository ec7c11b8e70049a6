package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerCreateParams;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Idempotency keys, and calls whose answer never comes.
class UnknownOutcomeTest {

    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench(Map.of());
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void reset() {
        bench.control("reset", "{}");
    }

    @Test
    void theSameKeyAndParametersGetTheSameAnswer() throws StripeException {
        Session first = open("order-1:1");
        bench.control("pay", "{\"session\":\"" + first.getId() + "\"}");

        Session again = open("order-1:1");

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getStatus()).isEqualTo("open");
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(open("order-1:2").getId()).isNotEqualTo(first.getId());
    }

    @Test
    void theSameKeyWithOtherParametersIsAnIdempotencyError() throws StripeException {
        open("order-2:1");

        assertThatThrownBy(
                        () ->
                                bench.client
                                        .v1()
                                        .checkout()
                                        .sessions()
                                        .create(
                                                Bench.packs().setClientReferenceId("x").build(),
                                                Bench.key("order-2:1")))
                .isInstanceOf(IdempotencyException.class)
                .hasMessageContaining("can only be used with the same parameters");
    }

    @Test
    void theSameKeyAtAnotherEndpointIsAnIdempotencyError() throws StripeException {
        open("order-3:1");

        assertThatThrownBy(
                        () ->
                                bench.client
                                        .v1()
                                        .customers()
                                        .create(
                                                CustomerCreateParams.builder().build(),
                                                Bench.key("order-3:1")))
                .isInstanceOf(IdempotencyException.class)
                .hasMessageContaining("same endpoint");
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() throws StripeException {
        assertThatThrownBy(
                        () ->
                                bench.client
                                        .v1()
                                        .checkout()
                                        .sessions()
                                        .create(
                                                Bench.packs().putExtraParam("foo", "1").build(),
                                                Bench.key("order-4:1")))
                .hasMessageContaining("unknown parameter");

        assertThat(open("order-4:1").getStatus()).isEqualTo("open");
    }

    /// Twice, since the JDK's connection asks a second time by itself when a used one is closed.
    @Test
    void afterAResetTheKeyFindsTheWorkDone() throws StripeException {
        bench.control(
                "faults",
                "{\"fault\":\"reset\",\"times\":2,\"after_work\":true,\"method\":\"POST\"}");

        assertThatThrownBy(() -> open("order-5:1")).isInstanceOf(ApiConnectionException.class);

        Session found = open("order-5:1");
        assertThat(found.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(bench.client.v1().checkout().sessions().list().getData())
                .extracting(Session::getId)
                .containsExactly(found.getId());
    }

    @Test
    void aTimeoutLeavesTheCallerWaiting() {
        bench.control(
                "faults", "{\"fault\":\"timeout\",\"times\":2,\"after_work\":true,\"ms\":200}");

        assertThatThrownBy(() -> open("order-6:1")).isInstanceOf(ApiConnectionException.class);
    }

    @Test
    void aServerErrorBeforeTheWorkLeavesNothing() throws StripeException {
        bench.control("faults", "{\"fault\":\"status\",\"code\":500}");

        assertThatThrownBy(() -> open("order-7:1")).isInstanceOf(ApiException.class);

        assertThat(bench.client.v1().checkout().sessions().list().getData()).isEmpty();
    }

    @Test
    void aStickyServerErrorIsRememberedByItsKey() throws StripeException {
        bench.control("faults", "{\"fault\":\"status\",\"after_work\":true,\"sticky\":true}");
        assertThatThrownBy(() -> open("order-8:1")).isInstanceOf(ApiException.class);

        assertThatThrownBy(() -> open("order-8:1")).isInstanceOf(ApiException.class);

        assertThat(bench.client.v1().checkout().sessions().list().getData()).hasSize(1);
    }

    @Test
    void tooManyCallsAreA429ForTheChosenPathOnly() throws StripeException {
        bench.control(
                "faults",
                "{\"fault\":\"status\",\"code\":429,\"times\":2,\"path\":\"/v1/charges\"}");

        assertThat(open("order-9:1").getStatus()).isEqualTo("open");
        assertThatThrownBy(() -> bench.client.v1().charges().list())
                .isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> bench.client.v1().charges().list())
                .isInstanceOf(RateLimitException.class);
        assertThat(bench.client.v1().charges().list().getData()).isEmpty();
    }

    private static Session open(String idempotencyKey) throws StripeException {
        return bench.client
                .v1()
                .checkout()
                .sessions()
                .create(Bench.packs().build(), Bench.key(idempotencyKey));
    }
}
