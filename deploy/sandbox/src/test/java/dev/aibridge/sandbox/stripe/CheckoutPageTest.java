package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.Locale;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The hosted page, as a browser without JavaScript sees it.
class CheckoutPageTest {

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
    void thePageShowsWhatIsSoldAndNoMarkupOfIt() throws StripeException {
        HttpResponse<String> page = get(open(Bench.packs()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("AI Bridge")
                .contains("Pack &lt;of&gt; tokens × 2")
                .contains("$25.00 USD")
                .contains("ada@example.com")
                .contains("https://shop.example/cancelled")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void theGoodCardPaysAndGoesBackToTheShop() throws StripeException {
        Session session = open(Bench.packs());

        HttpResponse<String> answer = post(session, card("4242 4242 4242 4242"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location"))
                .hasValue("https://shop.example/done?session=" + session.getId());
        assertThat(now(session).getPaymentStatus()).isEqualTo("paid");
        assertThat(now(session).getCustomerDetails().getName()).isEqualTo("Ada Lovelace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
    number | 4000 0000 0000 0002 | 402 | Your card was declined.
    number | 4000000000009995    | 402 | Your card has insufficient funds.
    number | 4000000000000069    | 402 | Your card has expired.
    number | 4000000000000127    | 402 | security code is incorrect
    number | 5200828282828210    | 402 | use a test card
    number | 4242424242424241    | 402 | Your card number is invalid.
    number | 4242                | 422 | Your card number is invalid.
    number | <b>"'              | 422 | Your card number is invalid.
    expiry | 13 / 34             | 422 | Enter month and year
    expiry | 01 / 20             | 422 | Enter month and year
    cvc    | 12                  | 422 | Enter the 3 or 4 digits
    name   | ' '                 | 422 | Enter a name.
    method | cash                | 422 | Choose card or bank debit.
    """)
    void whatIsWrongIsSaidBesideItsFieldAndNothingIsCharged(
            String field, String value, int status, String message) throws StripeException {
        Session session = open(Bench.packs());
        Map<String, String> form = card("4242424242424242");
        form.put(field, value);

        HttpResponse<String> answer = post(session, form);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(message).contains("role=\"alert\"").contains("-error\"");
        assertThat(answer.body()).doesNotContain("<b>");
        assertThat(answer.body())
                .contains(
                        field.equals("name")
                                ? "value=\"4242424242424242\""
                                : "value=\"Ada Lovelace\"");
        assertThat(now(session).getStatus()).isEqualTo("open");
        assertThat(now(session).getPaymentStatus()).isEqualTo("unpaid");
    }

    @Test
    void aDeclinedCardCanBeFollowedByAGoodOne() throws StripeException {
        Session session = open(Bench.packs());
        post(session, card("4000000000000002"));

        assertThat(post(session, card("4242424242424242")).statusCode()).isEqualTo(303);

        assertThat(bench.client.v1().paymentIntents().list().getData()).hasSize(1);
        assertThat(bench.client.v1().charges().list().getData())
                .extracting(charge -> charge.getStatus())
                .containsExactly("succeeded", "failed");
    }

    @Test
    void withoutAKnownAddressThePageAsksForOne() throws StripeException {
        Session session = open(Bench.packs().setCustomerEmail(null));
        Map<String, String> form = card("4242424242424242");

        assertThat(post(session, form).body()).contains("Enter an e-mail address");
        form.put("email", "grace@example.com");
        assertThat(post(session, form).statusCode()).isEqualTo(303);
        assertThat(now(session).getCustomerDetails().getEmail()).isEqualTo("grace@example.com");
    }

    @Test
    void aBankDebitCompletesTheSessionUnpaid() throws StripeException {
        bench.control("later", "{\"delay_ms\":0}");
        Session session = open(Bench.packs());
        Map<String, String> form = card("");
        form.put("method", "later");

        assertThat(post(session, form).statusCode()).isEqualTo(303);

        assertThat(now(session).getStatus()).isEqualTo("complete");
        assertThat(now(session).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(get(session).body()).contains("The bank debit was started");
    }

    @Test
    void aSessionForCardsOnlyOffersNoBankDebit() throws StripeException {
        Session session =
                open(
                        Bench.packs()
                                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD));
        Map<String, String> form = card("");
        form.put("method", "later");

        assertThat(get(session).body()).doesNotContain("id=\"later\"");
        assertThat(post(session, form).statusCode()).isEqualTo(422);
    }

    @Test
    void twentyTabsCaptureOnce() throws StripeException {
        Session session = open(Bench.packs());
        HttpClient tabs = HttpClient.newHttpClient();
        HttpRequest pay =
                HttpRequest.newBuilder(URI.create(session.getUrl()))
                        .POST(BodyPublishers.ofString(Bench.form(card("4242424242424242"))))
                        .build();

        List<CompletableFuture<HttpResponse<String>>> answers =
                Stream.generate(() -> tabs.sendAsync(pay, BodyHandlers.ofString()))
                        .limit(20)
                        .toList();

        assertThat(answers.stream().map(answer -> answer.join().statusCode()))
                .containsOnlyOnce(303)
                .filteredOn(status -> status != 303)
                .containsOnly(409);
        assertThat(bench.client.v1().charges().list().getData()).hasSize(1);
    }

    @Test
    void aPaidAnExpiredAndAnUnknownPageSaySo() throws StripeException {
        Session paid = open(Bench.packs());
        post(paid, card("4242424242424242"));
        Session expired = open(Bench.packs());
        bench.client.v1().checkout().sessions().expire(expired.getId());

        assertThat(get(paid).body()).contains("This payment is complete");
        assertThat(post(paid, card("4242424242424242")).statusCode()).isEqualTo(409);
        assertThat(get(expired).body())
                .contains("This checkout has expired")
                .contains("https://shop.example/cancelled");
        assertThat(post(expired, card("4242424242424242")).body()).contains("has expired");
        HttpResponse<String> unknown =
                bench.send(
                        HttpRequest.newBuilder(
                                URI.create(bench.stripe.baseUrl() + "/c/pay/cs_test_none")));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("There is no such checkout");
    }

    @Test
    void chineseIsSpokenBySessionOrByBrowser() throws StripeException {
        Session chinese = open(Bench.packs().setLocale(Locale.ZH));
        Session auto = open(Bench.packs().setLocale(Locale.AUTO));

        assertThat(get(chinese).body()).contains("<html lang=\"zh\">").contains("卡号");
        assertThat(post(chinese, card("4000000000000002")).body()).contains("您的银行卡被拒绝。");
        assertThat(get(auto).body()).contains("<html lang=\"en\">");
        HttpResponse<String> byBrowser =
                bench.send(
                        HttpRequest.newBuilder(URI.create(auto.getUrl()))
                                .header("accept-language", "zh-CN,zh;q=0.9"));
        assertThat(byBrowser.body()).contains("<html lang=\"zh\">");
    }

    private static Map<String, String> card(String number) {
        return new HashMap<>(
                Map.of(
                        "method", "card",
                        "number", number,
                        "expiry", "12 / 34",
                        "cvc", "123",
                        "name", "Ada Lovelace"));
    }

    private static Session open(SessionCreateParams.Builder params) throws StripeException {
        return bench.client.v1().checkout().sessions().create(params.build());
    }

    private static Session now(Session session) throws StripeException {
        return bench.client.v1().checkout().sessions().retrieve(session.getId());
    }

    private static HttpResponse<String> get(Session session) {
        return bench.send(HttpRequest.newBuilder(page(session)));
    }

    private static HttpResponse<String> post(Session session, Map<String, String> form) {
        return bench.send(
                HttpRequest.newBuilder(page(session))
                        .POST(BodyPublishers.ofString(Bench.form(form))));
    }

    private static URI page(Session session) {
        return URI.create(bench.stripe.baseUrl() + "/c/pay/" + session.getId());
    }
}
