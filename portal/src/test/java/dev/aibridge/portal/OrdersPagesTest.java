package dev.aibridge.portal;

import static dev.aibridge.portal.MoneyAnswers.ORDER;
import static dev.aibridge.portal.MoneyAnswers.PAGE;
import static dev.aibridge.portal.MoneyAnswers.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.portal.accounts.SystemSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Buys tokens, comes back, and looks at orders.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "ada", roles = "customer")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ada"),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class OrdersPagesTest {

    private static final String ORDERS = "/v1/tenants/{t}/orders";
    private static final String ONE = ORDERS + "/" + ORDER;
    private static final String FOREIGN = "/orders/01934f00-0000-7000-8000-0000000000ff";

    private final Browser browser = new Browser();
    private final BillingStandIn billing = TestServers.billing();

    @Inject SystemSettings settings;

    @BeforeEach
    void ordersAreTaken() {
        billing.forget();
        billing.answer("POST " + ORDERS, 201, order("awaiting_payment"));
        billing.answer("GET " + ONE, 200, order("awaiting_payment"));
    }

    @AfterEach
    void asBefore() {
        billing.forget();
        TestServers.sql("DELETE FROM accounts.setting");
        settings.read();
    }

    /// What the page's form would send.
    private static Map<String, String> fields(Document page) {
        Map<String, String> fields = new HashMap<>();
        for (Element field :
                page.select(
                        "form[action=/orders] input:is([type=hidden], [type=text], [checked])")) {
            fields.put(field.attr("name"), field.attr("value"));
        }
        return fields;
    }

    private Browser.Seen buy(String path, Map<String, String> changes) {
        Map<String, String> fields = fields(browser.get(path).page());
        fields.putAll(changes);
        return browser.postAsIs("/orders", fields);
    }

    @Test
    void theTotalStandsThereBeforeAnybodyLeaves() {
        Document page = browser.get("/top-up?product=tokens-50m&quantity=3").page();
        assertThat(page.select("#total").text())
                .contains("127.50 USD", "156,000,000", "You leave for Stripe’s page.");
        assertThat(page.select("input[name=product][checked]").attr("value"))
                .isEqualTo("tokens-50m");
    }

    @Test
    void theOrderLeadsToStripeInTheReadersLanguage() {
        Browser.Seen placed = buy("/top-up?product=tokens-50m&quantity=3", Map.of());
        assertThat(placed.status()).isEqualTo(303);
        assertThat(placed.header("Location")).isEqualTo(PAGE);
        assertThat(billing.sent().getLast())
                .contains("\"productId\":\"tokens-50m\"", "\"quantity\":3");
    }

    @Test
    void aFormSentTwiceIsOneOrderAndAnotherWishIsAnother() {
        Map<String, String> fields = fields(browser.get("/top-up?quantity=2").page());
        browser.postAsIs("/orders", fields);
        String first = billing.keys().getLast();
        browser.postAsIs("/orders", fields);
        assertThat(billing.keys().getLast()).isEqualTo(first);
        fields.putAll(fields(browser.get("/top-up?quantity=4").page()));
        browser.postAsIs("/orders", fields);
        assertThat(billing.keys().getLast()).isNotEqualTo(first);
    }

    @Test
    void whoHasNotSeenTheTotalIsShownItFirst() {
        Browser.Seen look = buy("/top-up?quantity=2", Map.of("quantity", "100"));
        assertThat(look.status()).isEqualTo(200);
        assertThat(look.text()).contains("Please look at the total.", "900.00 USD");
        assertThat(billing.asked()).doesNotContain("POST " + ORDERS);
        assertThat(browser.postAsIs("/orders", fields(look.page())).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "101", "1.5", "99999999999999999999", "<b>2</b>", "٣", "😀"})
    void aQuantityThatIsNoneIsRefusedBesideTheFieldAndKept(String quantity) {
        Browser.Seen refused = buy("/top-up", Map.of("quantity", quantity));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#quantity-error").text()).isNotEmpty();
        assertThat(refused.page().select("#quantity").attr("value")).isEqualTo(quantity);
        assertThat(billing.asked()).doesNotContain("POST " + ORDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing-like-it", "<script>", "\u202egnp"})
    void aProductThatIsNotOnSaleIsRefused(String product) {
        Browser.Seen refused = buy("/top-up", Map.of("product", product));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#product-error").text())
                .isEqualTo("Please choose one of those offered.");
        assertThat(refused.http().body()).doesNotContain("<script>\"");
        assertThat(billing.asked()).doesNotContain("POST " + ORDERS);
    }

    @Test
    void aProductThatWasJustTakenOffSaleIsSaidToBe() {
        billing.refuse("POST " + ORDERS, 400, "product_not_found");
        Browser.Seen refused = buy("/top-up", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("This is not on sale any more.");
    }

    @Test
    void whoBeginsTooOftenIsToldHowLongToWait() {
        billing.refuse("POST " + ORDERS, 429, "checkout_limit");
        Browser.Seen refused = buy("/top-up", Map.of());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).contains("Please try again in 9 min.", "Nothing was charged");
    }

    @Test
    void whenBillingDoesNotAnswerTheSameFormCanBeSentAgain() {
        billing.answer("POST " + ORDERS, 503, "{}");
        Map<String, String> fields = fields(browser.get("/top-up?quantity=7").page());
        Browser.Seen unsure = browser.postAsIs("/orders", fields);
        assertThat(unsure.status()).isEqualTo(503);
        assertThat(unsure.text())
                .contains("We don’t know whether this arrived.", "it is one order");
        assertThat(fields(unsure.page())).containsEntry("key", fields.get("key"));
        assertThat(fields(unsure.page())).containsEntry("quantity", "7");
    }

    @Test
    void nobodyIsLedToAPageThatIsNotStripes() {
        billing.answer(
                "POST " + ORDERS,
                201,
                order(ORDER, "awaiting_payment", "null", "https://evil.example/pay"));
        assertThat(buy("/top-up", Map.of()).status()).isEqualTo(500);
    }

    @Test
    void anOrderThatIsPaidAlreadyLeadsToItself() {
        billing.answer("POST " + ORDERS, 201, order("credited"));
        assertThat(buy("/top-up", Map.of()).header("Location")).endsWith("/orders/" + ORDER);
    }

    @Test
    void anOrderWithoutAFormTokenIsNotPlaced() {
        Map<String, String> fields = fields(browser.get("/top-up").page());
        fields.remove("_form");
        assertThat(browser.postAsIs("/orders", fields).status()).isEqualTo(403);
        assertThat(billing.asked()).doesNotContain("POST " + ORDERS);
    }

    @Test
    void theListShowsEveryStateAsAWordAndLeadsToOlderOnes() {
        MoneyAnswers.layDown(billing);
        Browser.Seen list = browser.get("/orders");
        assertThat(list.page().select("tbody .badge").eachText())
                .containsExactly(
                        "Awaiting payment",
                        "Paid",
                        "Not paid",
                        "Paid, tokens on their way",
                        "Being looked at",
                        "Bank is working on it",
                        "Refund on its way",
                        "Contested");
        assertThat(list.page().select(".pages a").attr("href"))
                .isEqualTo("/orders?before=" + ORDER);
        browser.get("/orders?before=" + ORDER);
        assertThat(billing.queries().getLast()).isNotNull();
        assertThat(billing.queries()).contains("limit=20&before=" + ORDER);
    }

    @Test
    void aTenantWithoutOrdersIsLedToBuyOne() {
        billing.answer("GET " + ORDERS, 200, MoneyAnswers.page(null));
        assertThat(browser.get("/orders").text()).contains("No orders yet");
    }

    @Test
    void whileBillingIsAwayTheListSaysSoAndStands() {
        billing.answer("GET " + ORDERS, 503, "{}");
        Browser.Seen list = browser.get("/orders");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text()).contains("Your orders can’t be read right now.");
    }

    @Test
    void anOrderIsPaidAgainOrGivenUp() {
        billing.answer("POST " + ONE + "/checkout", 200, order("awaiting_payment"));
        billing.answer("POST " + ONE + "/cancel", 200, order("abandoned"));
        String path = "/orders/" + ORDER;
        assertThat(browser.get(path).text())
                .contains("Stripe’s page closes and nothing is charged");
        assertThat(browser.post(path, path + "/checkout", Map.of()).header("Location"))
                .isEqualTo(PAGE);
        assertThat(browser.post(path, path + "/cancel", Map.of()).header("Location"))
                .endsWith(path);
        assertThat(billing.asked()).contains("POST " + ONE + "/cancel");
    }

    @Test
    void payingAgainTooOftenSaysHowLongToWait() {
        billing.refuse("POST " + ONE + "/checkout", 429, "checkout_limit");
        String path = "/orders/" + ORDER;
        Browser.Seen refused = browser.post(path, path + "/checkout", Map.of());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).contains("Please try again in 9 min.", "50M tokens × 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "cancel"})
    void whatMayOrMayNotHaveHappenedSaysSoAndCanBeSentAgain(String action) {
        billing.answer("POST " + ONE + "/" + action, 503, "{}");
        String path = "/orders/" + ORDER;
        Browser.Seen unsure = browser.post(path, path + "/" + action, Map.of());
        assertThat(unsure.status()).isEqualTo(503);
        assertThat(unsure.text()).contains("We don’t know whether this arrived.");
        assertThat(unsure.page().select("form[action=" + path + "/" + action + "] .btn"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/done", "/cancelled"})
    void anOrderOfSomebodyElseIsNoOrder(String page) {
        assertThat(browser.get(FOREIGN + page).status()).isEqualTo(404);
        assertThat(browser.get("/orders/not-an-id" + page).status()).isEqualTo(404);
    }

    @Test
    void anOrderOfSomebodyElseIsNotPaidOrGivenUp() {
        for (String action : new String[] {"/checkout", "/cancel"}) {
            assertThat(browser.post("/orders", FOREIGN + action, Map.of()).status()).isEqualTo(404);
        }
    }

    @Test
    void backFromStripeItIsCreditedAndSaysTheBalanceHoweverOftenItIsLoaded() {
        billing.answer("POST " + ONE + "/confirm", 200, order("credited"));
        for (int load = 0; load < 2; load++) {
            Browser.Seen done = browser.get("/orders/" + ORDER + "/done?session=cs_test_1");
            assertThat(done.text())
                    .contains("Paid. The tokens are there.", "156,000,000 tokens", "118,406,215");
            assertThat(done.page().select("#payment").hasAttr("hx-get")).isFalse();
        }
    }

    @Test
    void aSlowPaymentIsAskedForAgainUntilThePageRests() {
        billing.answer("POST " + ONE + "/confirm", 200, order("awaiting_payment"));
        String path = "/orders/" + ORDER + "/done";
        Browser.Seen first = browser.get(path + "?session=cs_test_1");
        assertThat(first.text()).contains("Stripe is still confirming", "take days");
        assertThat(first.page().select("#payment").attr("hx-get")).isEqualTo(path + "?check=1");
        Browser.Seen last = browser.get(path + "?check=24");
        assertThat(last.text()).contains("Come back later");
        assertThat(last.page().select("#payment").hasAttr("hx-get")).isFalse();
    }

    @Test
    void whileBillingIsAwayThePageAfterPayingSaysSoAndGoesOnAsking() {
        billing.answer("POST " + ONE + "/confirm", 503, "{}");
        Browser.Seen done = browser.get("/orders/" + ORDER + "/done");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("We can’t ask Stripe right now.");
        assertThat(done.page().select("#payment").hasAttr("hx-get")).isTrue();
    }

    @Test
    void whoLeftWithoutPayingIsToldThatNothingWasCharged() {
        Browser.Seen left = browser.get("/orders/" + ORDER + "/cancelled");
        assertThat(left.text()).contains("Nothing was charged.", "Pay 127.50 USD", "Give up");
        billing.answer("GET " + ONE, 200, order("credited"));
        assertThat(browser.get("/orders/" + ORDER + "/cancelled").status()).isEqualTo(303);
    }

    @Test
    void anOrderInReviewSaysWhyAndWhomToAsk() {
        TestServers.sql(
                "INSERT INTO accounts.setting (name, value, updated_by) VALUES"
                        + " ('support_contact', 'help@example.org', gen_random_uuid())");
        billing.answer("GET " + ONE, 200, order(ORDER, "review", "\"amount, paid_twice\"", null));
        settings.read();
        Browser.Seen page = browser.get("/orders/" + ORDER);
        assertThat(page.page().select("main a[href=mailto:help@example.org]")).hasSize(1);
        assertThat(page.text())
                .contains("The amount that was paid is not the order’s.", "paid twice", "is safe");
    }

    @Test
    void theWayToPaySpeaksChinese() {
        assertThat(browser.with("Cookie", "language=zh").get("/top-up").text())
                .contains("前往 Stripe 支付", "订单");
    }
}
