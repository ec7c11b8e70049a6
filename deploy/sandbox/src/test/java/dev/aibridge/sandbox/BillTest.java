package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The vendors' own bill and log, which the gateway's are compared with.
class BillTest {

    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox =
                Sandbox.start(
                        new SandboxSettings(
                                "127.0.0.1", 0, Duration.ofMillis(20), 100, 1 << 20, 50, 1 << 20));
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        caller.control("DELETE", "/requests", "");
    }

    @Test
    void theBillIsTheSumOfAllUsageAtListPrice() {
        long microCents = 0;
        long completion = 0;
        for (String prompt : List.of("one", "two", "three")) {
            JsonNode usage = ask("gpt-4o", prompt + " [[pace=0]]").path("usage");
            microCents += usage.path("prompt_tokens").asLong() * 250;
            microCents += usage.path("completion_tokens").asLong() * 1_000;
            completion += usage.path("completion_tokens").asLong();
        }
        ask("gpt-9", "refused");

        JsonNode bill = caller.control("GET", "/bill", "");

        JsonNode model = bill.at("/vendors/openai/gpt-4o");
        assertThat(model.path("requests").asInt()).isEqualTo(3);
        assertThat(model.path("completion_tokens").asLong()).isEqualTo(completion);
        assertThat(model.path("usd_micro_cents").asLong()).isEqualTo(microCents);
        assertThat(bill.at("/total/usd_micro_cents").asLong()).isEqualTo(microCents);
        assertThat(bill.path("requests")).hasSize(3);
        assertThat(caller.bill("two").at("/total/requests").asInt()).isEqualTo(1);
    }

    @Test
    void aClientThatLeavesAStreamIsBilledForWhatWasProduced() throws IOException {
        String body = streamed("leaving [[tokens=400]]");
        try (Socket socket = RawCall.open(sandbox.baseUrl(), "openai", body)) {
            byte[] some = socket.getInputStream().readNBytes(3_000);
            assertThat(some).hasSize(3_000);
        }

        JsonNode left = closed("leaving");

        int events = left.path("content_events").asInt();
        assertThat(events).isBetween(5, 200);
        JsonNode billed = caller.bill("leaving").path("total");
        assertThat(billed.path("prompt_tokens").asInt()).isPositive();
        assertThat(billed.path("completion_tokens").asInt()).isBetween(events, events + 20);
    }

    @Test
    void aClientThatLeavesAWholeAnswerIsBilledForWhatWasMadeUntilThen() throws IOException {
        String body = Caller.ask("gpt-4o", "impatient [[tokens=900]]").toString();
        try (Socket socket = RawCall.open(sandbox.baseUrl(), "openai", body)) {
            Awaitility.await()
                    .until(
                            () ->
                                    caller.control("GET", "/requests", "").path("requests").size()
                                            == 1);
            assertThat(socket.isConnected()).isTrue();
        }

        closed("impatient");

        assertThat(caller.bill("impatient").at("/total/completion_tokens").asInt())
                .isBetween(0, 600);
    }

    @Test
    void theLogTellsWhatArrivedWithoutTheKey() {
        ask("gpt-4o", "look at me [[pace=0]]");
        JsonNode entry = caller.onlyRequest("look at me");

        assertThat(entry.path("vendor").asText()).isEqualTo("openai");
        assertThat(entry.path("path").asText()).isEqualTo("/v1/chat/completions");
        assertThat(entry.path("model").asText()).isEqualTo("gpt-4o");
        assertThat(entry.path("status").asInt()).isEqualTo(200);
        assertThat(entry.at("/markers/0").asText()).isEqualTo("pace");
        assertThat(entry.at("/body/messages/0/content").asText()).startsWith("look at me");
        assertThat(entry.toString()).doesNotContain("sk-sandbox-openai");
        long seq = entry.path("seq").asLong();
        assertThat(caller.control("GET", "/requests?since=" + seq, "").path("requests")).isEmpty();
        assertThat(caller.control("GET", "/requests?vendor=qwen", "").path("requests")).isEmpty();
    }

    @Test
    void theLogForgetsItsOldestButTheBillForgetsNothing() {
        for (int i = 0; i < 60; i++) {
            ask("gpt-4o", i + " [[pace=0]]");
        }

        assertThat(caller.control("GET", "/requests", "").path("requests")).hasSize(50);
        assertThat(caller.control("GET", "/bill", "").at("/total/requests").asInt()).isEqualTo(60);
    }

    @Test
    void theModelSpeaksAtItsPace() {
        long start = System.nanoTime();
        ask("gpt-4o", "slowly [[tokens=30]]");

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(Duration.ofMillis(319), Duration.ofSeconds(3));
    }

    private static JsonNode closed(String contains) {
        Awaitility.await()
                .until(
                        () ->
                                caller.onlyRequest(contains)
                                        .path("outcome")
                                        .asText()
                                        .equals("client_closed"));
        return caller.onlyRequest(contains);
    }

    private static String streamed(String prompt) {
        ObjectNode body = Caller.ask("gpt-4o", prompt);
        return body.put("stream", true).toString();
    }

    private static JsonNode ask(String model, String prompt) {
        return Caller.json(caller.chat("openai", Caller.ask(model, prompt).toString()).body());
    }
}
