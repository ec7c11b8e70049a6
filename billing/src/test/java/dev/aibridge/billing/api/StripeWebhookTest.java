package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
class StripeWebhookTest {

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Customer customer;
    private long events;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        customer = Customer.of(visitor);
        events = kept();
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private long kept() throws Exception {
        return visitor.books().number("SELECT count(*) FROM billing.stripe_event");
    }

    private void assertRefused(Answer answer, int status) throws Exception {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith(Problem.TYPE);
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(kept()).isEqualTo(events);
    }

    private static String event() {
        return Customer.event("checkout.session.completed", "cs_1", false);
    }

    private static String signed(String event, long secondsFromNow) throws Exception {
        return Webhook.Signature.generateSignatureHeader(
                event, Shop.WEBHOOK_SECRET, Instant.now().getEpochSecond() + secondsFromNow);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "t=",
                "t",
                "v1",
                "t=,v1=",
                "t=1",
                "v1=00",
                "t=abc,v1=00",
                "t=-1,v1=00",
                "t=99999999999999999999999,v1=00",
                "t=NOW",
                "t=NOW,v1=",
                "t=NOW,v1",
                "t=NOW,v1=zz",
                "t=NOW,v0=SIGNATURE",
                "t=NOW,v1=00,v1=11",
                "t=NOW;v1=SIGNATURE",
                "t=NOW,t=NOW,v1=SIGNATURE",
                "t=NOW,,v1=SIGNATURE",
                "v1=SIGNATURE",
                "v1=SIGNATURE,t=NOW",
                "t=NOW, v1=SIGNATURE",
                "t=NOW,v1=SIGNATURE,",
                "t=NOW,v1=SIGNATURE0"
            })
    void aMalformedSignatureIsRefused(String header) throws Exception {
        String event = event();
        String[] parts = signed(event, 0).split("[=,]", -1);
        String filled = header.replace("NOW", parts[1]).replace("SIGNATURE", parts[3]);
        assertRefused(customer.deliver(event, filled), 400);
    }

    @Test
    void aMissingSignatureIsRefused() throws Exception {
        assertRefused(
                visitor.send(
                        visitor.request("/stripe/webhook", null)
                                .POST(BodyPublishers.ofString(event()))),
                400);
    }

    @ParameterizedTest
    @ValueSource(longs = {-302, -100_000, 302, 100_000, 1_000_000_000})
    void aSignatureOfAnotherTimeIsRefused(long seconds) throws Exception {
        String event = event();
        assertRefused(customer.deliver(event, signed(event, seconds)), 400);
    }

    @ParameterizedTest
    @ValueSource(longs = {-295, 0, 295})
    void aClockThatIsMinutesOffIsForgiven(long seconds) throws Exception {
        String event = event();
        assertThat(customer.deliver(event, signed(event, seconds)).status()).isEqualTo(200);
        assertThat(kept()).isEqualTo(events + 1);
    }

    @Test
    void anyOfSeveralSignaturesMayBeOurs() throws Exception {
        String event = event();
        String[] parts = signed(event, 0).split(",", -1);
        String header = parts[0] + ",v1=" + "0".repeat(64) + "," + parts[1] + ",v0=ab";
        assertThat(customer.deliver(event, header).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "whsec_of_someone_else"})
    void aSignatureWithAnotherSecretIsRefused(String secret) throws Exception {
        String event = event();
        assertRefused(
                customer.deliver(event, Webhook.Signature.generateSignatureHeader(event, secret)),
                400);
    }

    @Test
    void aBodyThatWasChangedIsRefused() throws Exception {
        String event = event();
        assertRefused(customer.deliver(event + " ", signed(event, 0)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "{\"id\": \"evt_1\"}",
                "{\"type\": \"x\"}",
                "{\"id\": 5, \"type\": {}}",
                "{\"id\": \"evt_1\", \"type\": \"x\"} {}"
            })
    void aSignedBodyThatIsNoEventIsRefused(String body) throws Exception {
        assertRefused(customer.deliver(body, signed(body, 0)), 400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        String fits = event() + " ".repeat(256 * 1024 - event().length());
        assertThat(customer.deliver(fits, signed(fits, 0)).status()).isEqualTo(200);
        events = kept();
        String large = fits + " ";
        assertRefused(customer.deliver(large, signed(large, 0)), 413);
    }
}
