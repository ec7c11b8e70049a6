package dev.aibridge.chaos.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.aibridge.chaos.World;
import dev.aibridge.common.tenancy.ApiKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// OpenAI's Java client against the gateway; it validates every answer. After each test the money
/// is counted.
final class JavaClientTest {

    private static final String MODEL = "gpt-4o-mini";
    private static final String CALLS =
            "call:weather{\"city\":\"Oslo\"}\ncall:weather{\"city\":\"東京\"}";
    private static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                    + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final World world = World.shared();
    private final Map<String, String> costs = new HashMap<>();
    private Cast cast;
    private Tab tab;
    private OpenAIClient client;

    @BeforeEach
    void begin() throws Exception {
        cast = Cast.of(world);
        tab = new Tab(world, cast.wallets());
        client = client(cast.rich().key());
    }

    @AfterEach
    void theMoneyAgrees() throws Exception {
        client.close();
        tab.assertBillAgrees();
        tab.assertWalletsAgree();
        if (!costs.isEmpty()) {
            tab.assertCostsAgree(costs);
        }
    }

    @Test
    void aWholeAnswerPassesTheClientsValidation() {
        ChatCompletion answer = chat(ask("Hello").n(2).build());

        assertThat(answer.validate().isValid()).isTrue();
        assertThat(answer.choices()).hasSize(2);
        assertThat(answer.model()).isEqualTo(MODEL);
    }

    @Test
    void aStreamFoldsToTheWholeAnswer() {
        ChatCompletion whole = chat(ask("Stream me").build());
        ChatCompletionAccumulator folded = ChatCompletionAccumulator.create();
        streamed(
                        client,
                        ask("Stream me")
                                .streamOptions(
                                        ChatCompletionStreamOptions.builder()
                                                .includeUsage(true)
                                                .build())
                                .build())
                .forEach(folded::accumulate);

        assertThat(text(folded.chatCompletion())).isEqualTo(text(whole));
        assertThat(folded.chatCompletion().usage()).isEqualTo(whole.usage());
    }

    @Test
    void aStreamHidesTheUsageThatNobodyAskedFor() {
        List<ChatCompletionChunk> chunks = streamed(client, ask("Stream me").build());

        assertThat(chunks)
                .isNotEmpty()
                .allMatch(chunk -> chunk.usage().isEmpty() && !chunk.choices().isEmpty());
    }

    @Test
    void toolsAreCalledInParallelAndTheirResultsAnswered() {
        ChatCompletionCreateParams.Builder conversation = ask(CALLS).addTool(weather());
        ChatCompletion calling = chat(conversation.build());
        List<ChatCompletionMessageFunctionToolCall> calls =
                calling.choices().getFirst().message().toolCalls().orElseThrow().stream()
                        .map(call -> call.asFunction())
                        .toList();
        assertThat(calls)
                .extracting(call -> call.function().arguments())
                .containsExactly("{\"city\":\"Oslo\"}", "{\"city\":\"東京\"}");

        conversation.addMessage(calling.choices().getFirst().message());
        for (ChatCompletionMessageFunctionToolCall call : calls) {
            conversation.addMessage(
                    ChatCompletionToolMessageParam.builder()
                            .toolCallId(call.id())
                            .content("{\"celsius\": 4}")
                            .build());
        }
        ChatCompletion answer = chat(conversation.build());

        assertThat(answer.choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    }

    /// What the answer must fit.
    static final class Trip {
        public String city = "";
        public List<String> stops = List.of();
    }

    @Test
    void structuredOutputIsParsedIntoTheClass() {
        Trip trip =
                client.chat()
                        .completions()
                        .create(ask("Plan a trip").responseFormat(Trip.class).build())
                        .choices()
                        .getFirst()
                        .message()
                        .content()
                        .orElseThrow();

        assertThat(trip.city).isNotBlank();
        assertThat(trip.stops).isNotEmpty();
    }

    @Test
    void anImageIsSeenAndPaid() {
        var image = ChatCompletionContentPartImage.ImageUrl.builder().url(PIXEL).build();
        ChatCompletion answer =
                chat(
                        ChatCompletionCreateParams.builder()
                                .model("gpt-4o")
                                .addUserMessageOfArrayOfContentParts(
                                        List.of(
                                                ChatCompletionContentPart.ofText(
                                                        ChatCompletionContentPartText.builder()
                                                                .text("What is this?")
                                                                .build()),
                                                ChatCompletionContentPart.ofImageUrl(
                                                        ChatCompletionContentPartImage.builder()
                                                                .imageUrl(image)
                                                                .build())))
                                .build());

        assertThat(answer.usage().orElseThrow().promptTokens()).isGreaterThan(85);
    }

    @Test
    void embeddingsOfTextsAndTokensHaveTheDimensionsAskedFor() {
        var ask = EmbeddingCreateParams.builder().model("text-embedding-3-small").dimensions(64);
        CreateEmbeddingResponse texts =
                embed(ask.inputOfArrayOfStrings(List.of("one", "two")).build());
        CreateEmbeddingResponse tokens =
                embed(ask.inputOfArrayOfTokens(List.of(1820L, 4124L)).build());
        CreateEmbeddingResponse packed =
                embed(ask.encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64).build());

        assertThat(texts.data()).hasSize(2).allMatch(one -> one.embedding().size() == 64);
        assertThat(tokens.usage().promptTokens()).isEqualTo(2);
        assertThat(packed.data().getFirst().embedding())
                .isEqualTo(tokens.data().getFirst().embedding());
    }

    @Test
    void modelsAreListedAndFound() {
        assertThat(client.models().list().data()).extracting(Model::id).contains(MODEL, "qwen-max");
        assertThat(client.models().retrieve("gpt-5-mini").id()).isEqualTo("gpt-5.4");
        assertThatThrownBy(() -> client.models().retrieve("gpt-0"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void refusalsBecomeTheClientsTypedErrors() {
        refused(UnauthorizedException.class, "invalid_api_key", ApiKey.generate(), ask("x"));
        refused(UnauthorizedException.class, "invalid_api_key", cast.disabled(), ask("x"));
        refused(
                NotFoundException.class,
                "model_not_found",
                cast.rich().key(),
                ask("x").model("gpt-0"));
        refused(PermissionDeniedException.class, "model_not_allowed", cast.oneModel(), ask("x"));
        refused(
                BadRequestException.class,
                "invalid_value",
                cast.rich().key(),
                ask("x").maxCompletionTokens(-1));
        OpenAIServiceException broke =
                refused(
                        OpenAIServiceException.class,
                        "insufficient_balance",
                        cast.broke().key(),
                        ask("x"));
        assertThat(broke.statusCode()).isEqualTo(402);
    }

    @Test
    void aRateLimitSaysHowLongToWait() {
        ApiKey key = cast.onePerMinute();
        client(key).chat().completions().create(ask("first").build());
        RateLimitException no =
                refused(RateLimitException.class, "rate_limit_exceeded", key, ask("second"));

        assertThat(no.headers().values("retry-after"))
                .singleElement()
                .extracting(Integer::parseInt)
                .satisfies(seconds -> assertThat(seconds).isBetween(1, 60));
    }

    @Test
    void aClientThatHasNoPatienceIsChargedForWhatTheVendorMade() {
        OpenAIClient hasty = client.withOptions(options -> options.timeout(Duration.ofMillis(500)));

        assertThatThrownBy(
                        () ->
                                hasty.chat()
                                        .completions()
                                        .create(ask("[[fault:delay ms=1500]]").build()))
                .isInstanceOf(OpenAIIoException.class);
    }

    @Test
    void aClientThatLeavesAStreamPaysForWhatItGot() {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat()
                        .completions()
                        .createStreaming(ask("[[tokens=2000]] [[pace=100]]").build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            for (int i = 0; i < 5; i++) {
                assertThat(chunks.next().choices()).isNotEmpty();
            }
        }
    }

    private OpenAIClient client(ApiKey key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(world.gateway() + "/v1")
                .apiKey(key.secret())
                .maxRetries(0)
                .build();
    }

    private ChatCompletion chat(ChatCompletionCreateParams params) {
        try (HttpResponseFor<ChatCompletion> answer =
                client.chat().completions().withRawResponse().create(params)) {
            return priced(answer);
        }
    }

    private CreateEmbeddingResponse embed(EmbeddingCreateParams params) {
        try (HttpResponseFor<CreateEmbeddingResponse> answer =
                client.embeddings().withRawResponse().create(params)) {
            return priced(answer);
        }
    }

    private <T> T priced(HttpResponseFor<T> answer) {
        costs.put(
                answer.headers().values("x-request-id").getFirst(),
                answer.headers().values("x-aibridge-cost").getFirst());
        return answer.parse();
    }

    private <E extends OpenAIServiceException> E refused(
            Class<E> kind, String code, ApiKey key, ChatCompletionCreateParams.Builder ask) {
        E no =
                catchThrowableOfType(
                        kind, () -> client(key).chat().completions().create(ask.build()));
        assertThat(no).isNotNull();
        assertThat(no.code()).hasValue(code);
        return no;
    }

    private static List<ChatCompletionChunk> streamed(
            OpenAIClient client, ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            return stream.stream().map(ChatCompletionChunk::validate).toList();
        }
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static ChatCompletionCreateParams.Builder ask(String prompt) {
        return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(prompt);
    }

    private static ChatCompletionFunctionTool weather() {
        Map<String, Object> city = Map.of("city", Map.of("type", "string"));
        return ChatCompletionFunctionTool.builder()
                .function(
                        FunctionDefinition.builder()
                                .name("weather")
                                .parameters(
                                        FunctionParameters.builder()
                                                .putAdditionalProperty(
                                                        "type", JsonValue.from("object"))
                                                .putAdditionalProperty(
                                                        "properties", JsonValue.from(city))
                                                .build())
                                .build())
                .build();
    }
}
