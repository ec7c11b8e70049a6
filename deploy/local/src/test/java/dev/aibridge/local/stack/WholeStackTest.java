package dev.aibridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.local.database.Customer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The packaged applications together. Skipped where they aren't built.
final class WholeStackTest {

    private static final Credits FUNDS = Credits.ofTokens(100);

    @Test
    void twoGatewaysChargeOneWalletForExactlyWhatWasUsed() throws Exception {
        Path checkout = Path.of(System.getProperty("aibridge.root", "../.."));
        assumeThat(checkout.resolve("gateway/target/quarkus-app/quarkus-run.jar")).exists();
        assumeThat(checkout.resolve("billing/target/quarkus-app/quarkus-run.jar")).exists();
        try (Stack stack = Stack.start(Options.ALL.withGateways(2))) {
            stack.catalogue()
                    .addModel(
                            "flat",
                            "openai",
                            "gpt-4o-mini",
                            Multipliers.of(Map.of(Bucket.REQUEST, Multipliers.ONE)));
            Customer customer = stack.accounts().open("Two gateways", FUNDS);

            for (int number : new int[] {1, 2}) {
                stack.gateway(number).restart(Duration.ofSeconds(30));
                assertThat(chat(stack.url(stack.gateway(number).name()), customer).statusCode())
                        .isEqualTo(200);
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(stack.accounts().balance(customer.wallet()).posted())
                                            .isEqualTo(FUNDS.minus(Credits.ofTokens(2))));
            assertThat(stack.verify().results()).allMatch(result -> result.holds());
        }
    }

    private static HttpResponse<String> chat(String gateway, Customer customer)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + customer.key().secret())
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"model": "flat",
                                         "messages": [{"role": "user", "content": "Hello"}]}"""))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
