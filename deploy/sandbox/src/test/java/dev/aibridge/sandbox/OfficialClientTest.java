package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// OpenAI's own Java client is the judge: it validates every answer.
class OfficialClientTest {

    private static Sandbox sandbox;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        client = client("sk-sandbox-openai");
    }

    @AfterAll
    static void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void aWholeAnswerPassesTheClientsValidation() {
        ChatCompletion answer = client.chat().completions().create(ask("Hello").n(2).build());

        assertThat(answer.validate().isValid()).isTrue();
        assertThat(answer.choices()).hasSize(2);
        assertThat(answer.choices().get(0).message().content())
                .hasValueSatisfying(text -> assertThat(text).isNotBlank());
        assertThat(answer.usage().orElseThrow().totalTokens()).isGreaterThan(20);
    }

    @Test
    void aStreamFoldsToTheWholeAnswer() {
        ChatCompletion whole = client.chat().completions().create(ask("Stream me").build());
        ChatCompletionAccumulator folded = ChatCompletionAccumulator.create();
        ChatCompletionCreateParams params =
                ask("Stream me")
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().map(ChatCompletionChunk::validate).forEach(folded::accumulate);
        }

        assertThat(folded.chatCompletion().choices().get(0).message().content())
                .isEqualTo(whole.choices().get(0).message().content());
        assertThat(folded.chatCompletion().usage()).isEqualTo(whole.usage());
    }

    @Test
    void toolsAreCalledAndTheirResultsAnswered() {
        ChatCompletionCreateParams.Builder conversation =
                ask("call:weather{\"city\":\"Oslo\"}\ncall:weather{\"city\":\"東京\"}")
                        .addTool(weather());
        ChatCompletion calling = client.chat().completions().create(conversation.build());
        List<ChatCompletionMessageFunctionToolCall> calls =
                calling.choices().get(0).message().toolCalls().orElseThrow().stream()
                        .map(call -> call.asFunction())
                        .toList();

        assertThat(calls)
                .extracting(call -> call.function().arguments())
                .containsExactly("{\"city\":\"Oslo\"}", "{\"city\":\"東京\"}");
        assertThat(calling.choices().get(0).finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);

        conversation.addMessage(calling.choices().get(0).message());
        calls.forEach(
                call ->
                        conversation.addMessage(
                                ChatCompletionToolMessageParam.builder()
                                        .toolCallId(call.id())
                                        .content("{\"celsius\": 4}")
                                        .build()));
        ChatCompletion answer = client.chat().completions().create(conversation.build());

        assertThat(answer.choices().get(0).message().toolCalls()).isEmpty();
        assertThat(answer.choices().get(0).finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    }

    @Test
    void structuredOutputIsParsedIntoTheClass() {
        var answer =
                client.chat()
                        .completions()
                        .create(
                                ChatCompletionCreateParams.builder()
                                        .model("gpt-4o-mini")
                                        .addUserMessage("Plan a trip")
                                        .responseFormat(Trip.class)
                                        .build());

        Trip trip = answer.choices().get(0).message().content().orElseThrow();

        assertThat(trip.city).isNotBlank();
        assertThat(trip.stops).isNotEmpty().allSatisfy(stop -> assertThat(stop).isNotBlank());
        assertThat(trip.days).isNotNegative();
    }

    @Test
    void embeddingsHaveLengthOneAndTheDimensionsAskedFor() {
        CreateEmbeddingResponse answer =
                client.embeddings()
                        .create(
                                EmbeddingCreateParams.builder()
                                        .model("text-embedding-3-small")
                                        .inputOfArrayOfStrings(List.of("one", "two"))
                                        .dimensions(64)
                                        .build());

        assertThat(answer.validate().isValid()).isTrue();
        assertThat(answer.data()).hasSize(2);
        double square = answer.data().get(0).embedding().stream().mapToDouble(x -> x * x).sum();
        assertThat(answer.data().get(0).embedding()).hasSize(64);
        assertThat(square).isBetween(0.999, 1.001);
        assertThat(answer.usage().promptTokens()).isEqualTo(2);
    }

    @Test
    void theModelsAreListed() {
        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .contains("gpt-4o", "gpt-4o-mini", "gpt-5.4", "text-embedding-3-large");
        assertThat(client.models().retrieve("gpt-4o").ownedBy()).isEqualTo("system");
    }

    @Test
    void refusalsBecomeTheClientsTypedErrors() {
        var completions = client.chat().completions();

        assertThatThrownBy(() -> completions.create(ask("x").temperature(3.0).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("decimal above maximum value");
        assertThatThrownBy(() -> completions.create(ask("x").model("gpt-9").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("gpt-9");
        assertThatThrownBy(
                        () ->
                                completions.create(
                                        ask("[[fault:status code=429 retry-after=1]]").build()))
                .isInstanceOf(RateLimitException.class);
    }

    @Test
    void aWrongKeyIsUnauthorized() {
        try (Closing stranger = new Closing(client("sk-somebody-else-entirely"))) {
            var completions = stranger.client().chat().completions();

            assertThatThrownBy(() -> completions.create(ask("x").build()))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining("sk-someb*************rely");
        }
    }

    private static ChatCompletionCreateParams.Builder ask(String prompt) {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(prompt);
    }

    private static ChatCompletionFunctionTool weather() {
        return ChatCompletionFunctionTool.builder()
                .function(
                        FunctionDefinition.builder()
                                .name("weather")
                                .parameters(
                                        FunctionParameters.builder()
                                                .putAdditionalProperty(
                                                        "type", JsonValue.from("object"))
                                                .putAdditionalProperty(
                                                        "properties",
                                                        JsonValue.from(
                                                                Map.of(
                                                                        "city",
                                                                        Map.of("type", "string"))))
                                                .build())
                                .build())
                .build();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(sandbox.baseUrl() + "/openai/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    /// What the model is to fill in.
    static final class Trip {
        public String city = "";
        public int days;
        public List<String> stops = List.of();
    }

    private record Closing(OpenAIClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }
}
