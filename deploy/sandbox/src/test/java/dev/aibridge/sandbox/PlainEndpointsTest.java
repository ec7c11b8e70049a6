package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateParams;
import dev.aibridge.sandbox.count.ImageSize;
import dev.aibridge.sandbox.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Legacy completions, audio, images and moderations, which the raw route offers priced.
class PlainEndpointsTest {

    private static Sandbox sandbox;
    private static Caller caller;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        caller = new Caller(sandbox);
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(sandbox.baseUrl() + "/openai/v1")
                        .apiKey("sk-sandbox-openai")
                        .maxRetries(0)
                        .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        caller.control("DELETE", "/requests", "");
    }

    @Test
    void aTextGoesOnWholeOrStreamed() {
        CompletionCreateParams params =
                CompletionCreateParams.builder()
                        .model("gpt-3.5-turbo-instruct")
                        .prompt("Once upon a time")
                        .maxTokens(30)
                        .build();
        Completion whole = client.completions().create(params);
        StringBuilder streamed = new StringBuilder();
        try (var stream = client.completions().createStreaming(params)) {
            stream.stream().forEach(chunk -> streamed.append(chunk.choices().get(0).text()));
        }

        assertThat(whole.validate().choices().get(0).text()).isNotBlank();
        assertThat(streamed).hasToString(whole.choices().get(0).text());
        long microCents =
                whole.usage().orElseThrow().promptTokens() * 150
                        + whole.usage().orElseThrow().completionTokens() * 200;
        assertThat(bill().path("usd_micro_cents").asLong()).isEqualTo(2 * microCents);
    }

    @Test
    void speechIsBilledByTheCharacterAndWrittenDownByTheSecond() throws Exception {
        ObjectNode ask =
                Json.object()
                        .put("model", "tts-1")
                        .put("voice", "alloy")
                        .put("response_format", "wav")
                        .put("input", "Thirty characters to be spoken");
        HttpResponse<byte[]> spoken =
                caller.bytes(
                        caller.request("openai", "/v1/audio/speech")
                                .POST(BodyPublishers.ofString(ask.toString()))
                                .build());

        assertThat(spoken.headers().firstValue("content-type")).contains("audio/wav");
        assertThat(bill().path("units").asInt()).isEqualTo(30);
        assertThat(bill().path("usd_micro_cents").asLong()).isEqualTo(45_000);

        var heard =
                client.audio()
                        .transcriptions()
                        .create(
                                TranscriptionCreateParams.builder()
                                        .model("whisper-1")
                                        .file(
                                                MultipartField.<InputStream>builder()
                                                        .value(
                                                                new ByteArrayInputStream(
                                                                        spoken.body()))
                                                        .filename("speech.wav")
                                                        .contentType("audio/wav")
                                                        .build())
                                        .build());

        assertThat(heard.asTranscription().text()).isNotBlank();
        assertThat(bill().path("units").asInt()).isEqualTo(32);
    }

    @Test
    void aPictureIsCountedInTokensBySizeAndQuality() {
        ImagesResponse drawn =
                client.images()
                        .generate(
                                ImageGenerateParams.builder()
                                        .model("gpt-image-1")
                                        .prompt("A boat")
                                        .n(2)
                                        .size(ImageGenerateParams.Size._1024X1536)
                                        .quality(ImageGenerateParams.Quality.LOW)
                                        .build());
        byte[] picture =
                Base64.getDecoder()
                        .decode(drawn.data().orElseThrow().get(1).b64Json().orElseThrow());

        assertThat(drawn.validate().usage().orElseThrow().outputTokens()).isEqualTo(2 * 408);
        assertThat(ImageSize.of(picture)).contains(new ImageSize(1_024, 1_536));
        assertThat(bill().path("usd_micro_cents").asLong())
                .isEqualTo(drawn.usage().orElseThrow().inputTokens() * 500 + 2 * 408 * 4_000);
    }

    @Test
    void aModerationIsFreeAndFlagsWhatIsMarked() {
        var verdicts =
                client.moderations()
                        .create(
                                ModerationCreateParams.builder()
                                        .inputOfStrings(List.of("kind", "[[refuse]] unkind"))
                                        .build())
                        .validate()
                        .results();

        assertThat(verdicts).extracting(one -> one.flagged()).containsExactly(false, true);
        assertThat(bill().path("requests").asInt()).isZero();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
    /v1/completions        | {"model":"gpt-3.5-turbo-instruct"}                          | Missing required parameter: 'prompt'.
    /v1/completions        | {"model":"gpt-3.5-turbo-instruct","prompt":"x","messages":[]} | Unknown parameter: 'messages'.
    /v1/completions        | {"model":"gpt-4o","prompt":"x"}                             | The model `gpt-4o` does not exist
    /v1/audio/speech       | {"model":"tts-1","input":"x"}                               | Missing required parameter: 'voice'.
    /v1/audio/speech       | {"model":"tts-1","input":"","voice":"alloy"}                | Invalid 'input': empty string.
    /v1/audio/speech       | {"model":"tts-1","input":"x","voice":"Bo"}                  | Invalid value: 'Bo'.
    /v1/images/generations | {"model":"gpt-image-1"}                                     | Missing required parameter: 'prompt'.
    /v1/images/generations | {"model":"gpt-image-1","prompt":"x","n":11}                 | integer above maximum value
    /v1/images/generations | {"model":"gpt-image-1","prompt":"x","size":"9x9"}           | Invalid value: '9x9'.
    /v1/moderations        | {}                                                          | Missing required parameter: 'input'.
    /v1/audio/transcriptions | {}                                                        | only accepts 'multipart/form-data' requests
    """)
    void aBadRequestIsRefused(String path, String body, String message) {
        HttpResponse<String> answer = caller.post("openai", path, body);

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 415);
        assertThat(Caller.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
    model=whisper-1                        | Missing required parameter: 'file'.
    model=whisper-1;file:a.exe=sound       | Invalid file format.
    model=whisper-1;file:a.wav=            | Audio file is too short.
    model=whisper-1;file:a.wav=x;colour=1  | Unknown parameter: 'colour'.
    file:a.wav=sound                       | you must provide a model parameter
    model=whisper-1;model=whisper-1;file:a.wav=x | Could not parse multipart form
    """)
    void aBadFormIsRefused(String parts, String message) {
        HttpResponse<String> answer = form(parts, "\r\n--b--\r\n");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Caller.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    @Test
    void aFormWithoutItsEndIsRefused() {
        assertThat(form("model=whisper-1;file:a.wav=x", "").statusCode()).isEqualTo(400);
        assertThat(form("model=whisper-1;file:a.wav=x", "\r\n--b--\r\n").statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> form(String parts, String end) {
        StringBuilder body = new StringBuilder();
        for (String part : parts.split(";", -1)) {
            String[] named = part.split("=", 2);
            String[] file = named[0].split(":", 2);
            body.append(body.isEmpty() ? "--b" : "\r\n--b")
                    .append("\r\nContent-Disposition: form-data; name=\"")
                    .append(file[0])
                    .append(file.length > 1 ? "\"; filename=\"" + file[1] + "\"" : "\"")
                    .append("\r\n\r\n")
                    .append(named[1]);
        }
        byte[] bytes = body.append(end).toString().getBytes(StandardCharsets.UTF_8);
        return caller.send(
                caller.request("openai", "/v1/audio/transcriptions")
                        .setHeader("content-type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(bytes))
                        .build());
    }

    private static JsonNode bill() {
        return caller.control("GET", "/bill", "").path("total");
    }
}
