package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.InvalidRequestException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Stripe refuses, in its words; nothing is made by a refused request.
class RefusedTest {

    private static final String SESSIONS = "/v1/checkout/sessions";
    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench(Map.of());
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    /// Each line: a parameter that replaces or joins those of a good session; `-` for absent.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
    foo | 1 | foo | parameter_unknown | Received unknown parameter: foo
    line_items[0][foo] | 1 | line_items[0][foo] | parameter_unknown | Received unknown parameter: line_items[0][foo]
    line_items[0][price_data][amount] | 1 | line_items[0][price_data][amount] | parameter_unknown | Received unknown parameter
    line_items[0][amount] | 1 | line_items[0][amount] | parameter_unknown | Received unknown parameter
    discounts[0][coupon] | x | discounts | sandbox_limit | does not simulate this parameter: discounts
    mode | - | mode | parameter_missing | Missing required param: mode.
    success_url | - | success_url | parameter_missing | Missing required param: success_url.
    line_items[0][quantity] | - | line_items[0][quantity] | parameter_missing | Missing required param: line_items[0][quantity].
    line_items[0][price_data][currency] | - | line_items[0][price_data][currency] | parameter_missing | Missing required param
    line_items[0][price_data][product_data][name] | - | line_items[0][price_data][product_data] | parameter_missing | Missing required param
    mode | credit | mode | - | Invalid mode: must be one of payment, setup or subscription
    mode | subscription | mode | sandbox_limit | simulates only mode=payment
    ui_mode | embedded_page | ui_mode | sandbox_limit | simulates only ui_mode=hosted_page
    locale | xx | locale | - | Invalid locale: must be one of auto, bg
    line_items[0][quantity] | 0 | line_items[0][quantity] | parameter_invalid_integer | greater than or equal to 1
    line_items[0][quantity] | 1.5 | line_items[0][quantity] | parameter_invalid_integer | Invalid integer: 1.5
    line_items[0][quantity] | ten | line_items[0][quantity] | parameter_invalid_integer | Invalid integer: ten
    line_items[0][price_data][unit_amount] | -1 | line_items[0][price_data][unit_amount] | parameter_invalid_integer | Invalid non-negative integer
    line_items[0][price_data][unit_amount] | 24 | - | amount_too_small | must add up to at least $0.50 usd
    line_items[0][price_data][unit_amount] | 99999999 | - | amount_too_large | no more than $999999.99 usd
    line_items[0][quantity] | 999999999999 | - | amount_too_large | no more than
    line_items[0][price_data][currency] | zzz | line_items[0][price_data][currency] | - | Invalid currency: zzz. Stripe currently supports
    line_items[0][price] | price_1 | line_items[0][price] | resource_missing | No such price: 'price_1'
    success_url | /done | success_url | url_invalid | Not a valid URL
    success_url | ftp://shop.example | success_url | url_invalid | Not a valid URL
    success_url | javascript:alert(1) | success_url | url_invalid | Not a valid URL
    cancel_url | shop.example/back | cancel_url | url_invalid | Not a valid URL
    success_url | '' | success_url | url_invalid | Not a valid URL
    customer_email | ada | customer_email | email_invalid | Invalid email address: ada
    customer_email | ada@example | customer_email | email_invalid | Invalid email address
    client_reference_id | '' | client_reference_id | parameter_invalid_empty | You passed an empty string for 'client_reference_id'.
    customer | cus_none | customer | resource_missing | No such customer: 'cus_none'
    expires_at | 1 | expires_at | - | must be at least 30 minutes
    expires_at | 9999999999 | expires_at | - | must be less than 24 hours
    expires_at | soon | expires_at | parameter_invalid_integer | Invalid integer: soon
    allow_promotion_codes | maybe | allow_promotion_codes | - | Invalid boolean: maybe
    metadata | text | metadata | - | Invalid object
    expand[0] | line_items.data.price.product | expand | - | This property cannot be expanded (line_items.data.price.product).
    expand[0] | customer.a.b.c.d | expand | - | You cannot expand more than 4 levels
    payment_method_types[0] | cash | payment_method_types[0] | - | Invalid payment_method_types[0]: must be one of
    """)
    void aWrongSessionIsRefusedByTheNameOfTheParameter(
            String name,
            @Nullable String value,
            @Nullable String param,
            @Nullable String code,
            String message) {
        Map<String, String> form = good();
        form.remove(name);
        if (value != null) {
            form.put(name, value);
        }

        HttpResponse<String> answer = bench.call("POST", SESSIONS, Bench.form(form));

        refused(answer, 400, param, code, message);
    }

    @Test
    void theGoodSessionOfTheseTestsIsTaken() {
        assertThat(bench.call("POST", SESSIONS, Bench.form(good())).statusCode()).isEqualTo(200);
        bench.control("reset", "{}");
    }

    @Test
    void metadataHasLimits() {
        Map<String, String> longName = good();
        longName.put("metadata[" + "k".repeat(41) + "]", "v");
        Map<String, String> longValue = good();
        longValue.put("metadata[k]", "v".repeat(501));
        Map<String, String> many = good();
        for (int i = 0; i < 51; i++) {
            many.put("metadata[k" + i + "]", "v");
        }

        refused(post(longName), 400, "metadata", null, "Metadata keys can have up to 40");
        refused(post(longValue), 400, "metadata", null, "Metadata values can have up to 500");
        refused(post(many), 400, "metadata", null, "up to 50 keys");
    }

    @Test
    void twoCurrenciesInOneSessionAreRefused() {
        Map<String, String> form = good();
        form.put("line_items[1][price_data][currency]", "eur");
        form.put("line_items[1][price_data][unit_amount]", "100");
        form.put("line_items[1][price_data][product_data][name]", "x");
        form.put("line_items[1][quantity]", "1");

        refused(
                post(form),
                400,
                "line_items[1][price_data][currency]",
                null,
                "must have the same currency");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
    GET  | /v1/checkout/sessions/cs_test_none | 404 | session | resource_missing | No such checkout.session: 'cs_test_none'
    GET  | /v1/payment_intents/pi_none | 404 | intent | resource_missing | No such payment_intent: 'pi_none'
    GET  | /v1/charges/ch_none | 404 | id | resource_missing | No such charge: 'ch_none'
    GET  | /v1/events/evt_none | 404 | id | resource_missing | No such event: 'evt_none'
    GET  | /v1/refunds/re_none | 404 | id | resource_missing | No such refund: 're_none'
    GET  | /v1/customers/cus_none | 404 | id | resource_missing | No such customer: 'cus_none'
    POST | /v1/customers/cus_none | 404 | id | resource_missing | No such customer: 'cus_none'
    POST | /v1/refunds?charge=ch_none | 400 | charge | resource_missing | No such charge: 'ch_none'
    POST | /v1/refunds | 400 | - | - | One of the following params should be provided
    POST | /v1/refunds?charge=a&payment_intent=b | 400 | - | - | You may only specify one of these
    POST | /v1/refunds?charge=a&amount=0 | 400 | amount | parameter_invalid_integer | greater than or equal to 1
    POST | /v1/refunds?charge=a&reason=mood | 400 | reason | - | Invalid reason: must be one of duplicate
    POST | /v1/customers?email=nobody | 400 | email | email_invalid | Invalid email address: nobody
    POST | /v1/customers?colour=red | 400 | colour | parameter_unknown | Received unknown parameter: colour
    GET  | /v1/events?limit=101 | 400 | limit | parameter_invalid_integer | less than or equal to 100
    GET  | /v1/events?limit=0 | 400 | limit | parameter_invalid_integer | greater than or equal to 1
    GET  | /v1/events?starting_after=evt_none | 400 | starting_after | resource_missing | No such event: 'evt_none'
    GET  | /v1/events?starting_after=a&ending_before=b | 400 | - | - | You may only specify one of these
    GET  | /v1/events?created[about]=1 | 400 | created[about] | parameter_unknown | Received unknown parameter: created[about]
    GET  | /v1/events?created=now | 400 | created | parameter_invalid_integer | Invalid integer: now
    GET  | /v1/charges?page=2 | 400 | page | parameter_unknown | Received unknown parameter: page
    GET  | /v1/songs | 404 | - | - | Unrecognized request URL (GET: /v1/songs)
    POST | /v1/charges | 404 | - | - | Unrecognized request URL (POST: /v1/charges)
    GET  | /v1/events?%zz=1 | 400 | - | - | Invalid request
    """)
    void aWrongCallIsRefused(
            String method,
            String path,
            int status,
            @Nullable String param,
            @Nullable String code,
            String message) {
        String[] parts = path.split("\\?", 2);
        String query = parts.length > 1 ? parts[1].replace("[", "%5B").replace("]", "%5D") : "";
        boolean post = method.equals("POST");
        String target = post || query.isEmpty() ? parts[0] : parts[0] + "?" + query;

        HttpResponse<String> answer =
                query.contains("%zz")
                        ? bench.call("POST", "/v1/customers", query)
                        : bench.call(method, target, post ? query : "");

        refused(answer, status, param, code, message);
    }

    @Test
    void aWrongKeyIsA401ThatTheClientKnows() {
        assertThatThrownBy(() -> bench.client("sk_test_wrong_0123").v1().charges().list())
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("Invalid API Key provided: sk_t**********0123");
    }

    @Test
    void aMissingKeyIsA401() {
        HttpResponse<String> answer =
                bench.send(bench.request("/v1/charges").setHeader("authorization", "x").GET());

        refused(answer, 401, null, null, "You did not provide an API key.");
    }

    @Test
    void theKeyMayComeAsUserOfBasicAuthentication() {
        String basic =
                Base64.getEncoder()
                        .encodeToString((Bench.KEY + ":").getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> answer =
                bench.send(
                        bench.request("/v1/charges")
                                .setHeader("authorization", "Basic " + basic)
                                .GET());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-01-01", "yesterday"})
    void anotherVersionOfTheApiIsRefused(String version) {
        HttpResponse<String> answer =
                bench.send(bench.request("/v1/charges").setHeader("stripe-version", version).GET());

        refused(answer, 400, null, null, "Invalid Stripe API version: " + version);
    }

    @Test
    void jsonIsNotTheWayToAsk() {
        HttpResponse<String> answer =
                bench.send(
                        bench.request("/v1/customers")
                                .setHeader("content-type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));

        refused(answer, 400, null, null, "check that your POST content type is");
    }

    @Test
    void aHugeBodyIsRefused() {
        HttpResponse<String> answer =
                bench.call("POST", "/v1/customers", "name=" + "x".repeat(300_000));

        refused(answer, 413, null, null, "too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[b=1", "a]=1", "[a]=1", "a=1&a[b]=2", "a[b]=2&a=1"})
    void nestedKeysThatMakeNoTreeAreRefused(String form) {
        refused(bench.call("POST", "/v1/customers", form), 400, null, null, "Invalid request");
    }

    @Test
    void theClientSeesCodeAndParamOfARefusal() {
        assertThatThrownBy(
                        () ->
                                bench.client
                                        .v1()
                                        .checkout()
                                        .sessions()
                                        .create(
                                                Bench.packs()
                                                        .putExtraParam("colour", "red")
                                                        .build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refusal -> {
                            assertThat(refusal.getCode()).isEqualTo("parameter_unknown");
                            assertThat(refusal.getParam()).isEqualTo("colour");
                            assertThat(refusal.getStatusCode()).isEqualTo(400);
                            assertThat(refusal.getRequestId()).startsWith("req_");
                        });
    }

    @Test
    void aSwitchRefusesWhatItDoesNotKnow() {
        assertThat(bench.controlAnswer("pay", "{\"sesion\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(bench.controlAnswer("webhooks", "{\"copies\":0}").statusCode()).isEqualTo(400);
        assertThat(bench.controlAnswer("webhooks", "[]").statusCode()).isEqualTo(400);
        assertThat(bench.controlAnswer("nothing", "{}").statusCode()).isEqualTo(404);
        assertThat(bench.controlAnswer("resend", "{\"event\":\"evt_none\"}").statusCode())
                .isEqualTo(404);
    }

    private static void refused(
            HttpResponse<String> answer,
            int status,
            @Nullable String param,
            @Nullable String code,
            String message) {
        JsonNode error = Bench.json(answer).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("param").asText(null)).isEqualTo(param);
        assertThat(error.path("code").asText(null)).isEqualTo(code);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("request-id").orElseThrow()).startsWith("req_");
        assertThat(Bench.json(bench.call("GET", SESSIONS, "")).path("data")).isEmpty();
    }

    private static HttpResponse<String> post(Map<String, String> form) {
        return bench.call("POST", SESSIONS, Bench.form(form));
    }

    private static Map<String, String> good() {
        return new HashMap<>(
                Map.of(
                        "mode", "payment",
                        "success_url", "https://shop.example/done",
                        "line_items[0][quantity]", "2",
                        "line_items[0][price_data][currency]", "usd",
                        "line_items[0][price_data][unit_amount]", "100",
                        "line_items[0][price_data][product_data][name]", "Pack"));
    }
}
