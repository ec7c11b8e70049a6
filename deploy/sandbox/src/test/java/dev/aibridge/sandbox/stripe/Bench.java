package dev.aibridge.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import dev.aibridge.sandbox.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A sandbox Stripe with a webhook, Stripe's own client, and a plain one.
final class Bench implements AutoCloseable {

    static final String KEY = "sk_test_of_the_test";

    final Receiver receiver = new Receiver();
    final StripeSandbox stripe;
    final StripeClient client;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    Bench(Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "AIBRIDGE_STRIPE_PORT",
                                "0",
                                "STRIPE_SECRET_KEY",
                                KEY,
                                "STRIPE_WEBHOOK_SECRET",
                                Receiver.SECRET,
                                "STRIPE_WEBHOOK_URL",
                                receiver.url(),
                                "AIBRIDGE_STRIPE_RETRY_MS",
                                "20",
                                "AIBRIDGE_STRIPE_DELAYED_MS",
                                "50"));
        environment.putAll(more);
        stripe = StripeSandbox.start(StripeSettings.fromEnvironment(environment).orElseThrow());
        client = client(KEY);
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(stripe.baseUrl())
                .setMaxNetworkRetries(0)
                .build();
    }

    @Override
    public void close() {
        stripe.close();
        receiver.close();
    }

    /// A session for two packs of 12.50 USD.
    static SessionCreateParams.Builder packs() {
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("https://shop.example/done?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl("https://shop.example/cancelled")
                .setCustomerEmail("ada@example.com")
                .setClientReferenceId("order-1")
                .putMetadata("order", "order-1")
                .addLineItem(
                        SessionCreateParams.LineItem.builder()
                                .setQuantity(2L)
                                .setPriceData(
                                        SessionCreateParams.LineItem.PriceData.builder()
                                                .setCurrency("usd")
                                                .setUnitAmount(1_250L)
                                                .setProductData(
                                                        SessionCreateParams.LineItem.PriceData
                                                                .ProductData.builder()
                                                                .setName("Pack <of> tokens")
                                                                .build())
                                                .build())
                                .build());
    }

    static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    JsonNode control(String path, String json) {
        return json(controlAnswer(path, json));
    }

    HttpResponse<String> controlAnswer(String path, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(stripe.baseUrl() + "/_sandbox/stripe/" + path))
                        .method(json.isEmpty() ? "GET" : "POST", BodyPublishers.ofString(json)));
    }

    /// A raw API call.
    HttpResponse<String> call(String method, String path, String form) {
        return send(request(path).method(method, BodyPublishers.ofString(form)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stripe.baseUrl() + path))
                .header("authorization", "Bearer " + KEY)
                .header("content-type", "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body()).orElseThrow(() -> new AssertionError(answer.body()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
