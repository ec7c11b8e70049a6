package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What vendors refuse before they look into a request.
class DoorTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final int MAX_BODY_BYTES = 10_000;
    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox =
                Sandbox.start(
                        new SandboxSettings(
                                "127.0.0.1", 0, Duration.ZERO, 0, MAX_BODY_BYTES, 10, 100_000));
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
    openai   | invalid_api_key       | Incorrect API key provided: sk-wrong**0123.
    deepseek | invalid_request_error | Authentication Fails, Your api key: ****0123 is invalid
    qwen     | invalid_api_key       | Incorrect API key provided.
    moonshot | -                     | Invalid Authentication
    """)
    void aWrongKeyIsA401InTheVendorsWords(String vendor, String code, String message) {
        HttpResponse<String> answer =
                caller.send(
                        caller.request(vendor, CHAT)
                                .setHeader("authorization", "Bearer sk-wrong-a0123")
                                .POST(BodyPublishers.ofString("{}"))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(401);
        JsonNode error = Caller.json(answer.body()).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("code").asText(null)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"openai,404", "deepseek,400", "qwen,404", "moonshot,404"})
    void anUnknownModelIsRefusedAsTheVendorDoes(String vendor, int status) {
        HttpResponse<String> answer = caller.chat(vendor, Caller.ask("nope", "x").toString());

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void anUnknownRouteIsA404ThatNamesIt() {
        HttpResponse<String> answer = caller.post("openai", "/v1/sing", "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Invalid URL (POST /v1/sing)");
    }

    @Test
    void anotherMethodIsA405() {
        HttpResponse<String> answer = caller.send(caller.request("openai", CHAT).GET().build());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("Not allowed to GET on /v1/chat/completions.");
    }

    @Test
    void anotherContentTypeIsA415() {
        HttpResponse<String> answer =
                caller.send(
                        caller.request("openai", CHAT)
                                .setHeader("content-type", "text/plain")
                                .POST(BodyPublishers.ofString("{}"))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void aBodyOverTheLimitIsA413() {
        String large = Caller.ask("gpt-4o", "x".repeat(MAX_BODY_BYTES)).toString();

        assertThat(caller.chat("openai", large).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
    {"model":
    {} {}
    {"model":"gpt-4o","model":"gpt-4o"}
    [1]
    """)
    void whatIsNotOneJsonObjectIsRefused(String body) {
        HttpResponse<String> answer = caller.chat("openai", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("We could not parse the JSON body of your request.");
    }

    @Test
    void aRequestWithoutModelIsRefused() {
        HttpResponse<String> answer = caller.chat("openai", "{}");

        assertThat(answer.body()).contains("you must provide a model parameter");
    }

    @Test
    void otherVendorsIgnoreUnknownParameters() {
        String body = Caller.ask("deepseek-chat", "x").put("flavour", "salt").toString();

        assertThat(caller.chat("deepseek", body).statusCode()).isEqualTo(200);
    }

    @Test
    void moonshotTakesNoTemperatureAboveOne() {
        String body = Caller.ask("kimi-k2.5", "x").put("temperature", 1.5).toString();

        assertThat(caller.chat("moonshot", body).statusCode()).isEqualTo(400);
    }
}
