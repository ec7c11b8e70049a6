package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Anthropic's own Java client is the judge: it validates every answer.
class AnthropicClientTest {

    private static Sandbox sandbox;
    private static AnthropicClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        client = client("sk-sandbox-anthropic");
    }

    @AfterAll
    static void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void aStreamFoldsToTheWholeAnswer() {
        MessageCreateParams params = ask("Stream me").build();
        Message whole = client.messages().create(params);
        Message folded = folded(params);

        assertThat(whole.validate().isValid()).isTrue();
        assertThat(folded.content()).isEqualTo(whole.content());
        assertThat(folded.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
        assertThat(folded.stopReason()).contains(StopReason.END_TURN);
    }

    @Test
    void parallelToolsAreCalledAfterThinkingAndTheirResultsAnswered() {
        MessageCreateParams.Builder conversation =
                ask("call:weather{\"city\":\"Oslo\"}\ncall:weather{\"city\":\"東京\"}")
                        .maxTokens(4_000)
                        .enabledThinking(2_000)
                        .addTool(weather());
        Message calling = folded(conversation.build());
        List<ToolUseBlock> calls =
                calling.content().stream().flatMap(block -> block.toolUse().stream()).toList();

        assertThat(calling.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(calling.content().getFirst().isThinking()).isTrue();
        assertThat(calls).hasSize(2);

        conversation.addMessage(calling);
        conversation.addUserMessageOfContentBlockParams(
                calls.stream().map(AnthropicClientTest::result).toList());
        Message answer = client.messages().create(conversation.build());

        assertThat(answer.content()).extracting(ContentBlock::isText).containsExactly(false, true);
    }

    @Test
    void theModelsAreListedOverAllPages() {
        assertThat(client.models().list().autoPager())
                .extracting(model -> model.id())
                .contains("claude-sonnet-4-6", "claude-3-5-haiku-20241022");
    }

    @Test
    void refusalsBecomeTheClientsTypedErrors() {
        var messages = client.messages();

        assertThatThrownBy(() -> messages.create(ask("x").maxTokens(1_000_000).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("which is the maximum allowed number of output tokens");
        assertThatThrownBy(() -> messages.create(ask("x").model("claude-9").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("model: claude-9");
        assertThatThrownBy(() -> messages.create(ask("[[fault:status code=429]]").build()))
                .isInstanceOf(RateLimitException.class);
        AnthropicClient stranger = client("sk-ant-somebody-else");
        assertThatThrownBy(() -> stranger.messages().create(ask("x").build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    private static Message folded(MessageCreateParams params) {
        MessageAccumulator folded = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(params)) {
            stream.stream().map(RawMessageStreamEvent::validate).forEach(folded::accumulate);
        }
        return folded.message();
    }

    private static ContentBlockParam result(ToolUseBlock call) {
        return ContentBlockParam.ofToolResult(
                ToolResultBlockParam.builder().toolUseId(call.id()).content("4 °C").build());
    }

    private static MessageCreateParams.Builder ask(String prompt) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-6")
                .maxTokens(1_000)
                .addUserMessage(prompt);
    }

    private static Tool weather() {
        return Tool.builder()
                .name("weather")
                .inputSchema(
                        Tool.InputSchema.builder()
                                .properties(
                                        Tool.InputSchema.Properties.builder()
                                                .putAdditionalProperty(
                                                        "city",
                                                        JsonValue.from(Map.of("type", "string")))
                                                .build())
                                .build())
                .build();
    }

    private static AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(sandbox.baseUrl() + "/anthropic")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
