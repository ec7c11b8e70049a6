package dev.aibridge.gateway.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.routing.Channels;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesReadingTest {

    private static JsonObject request() {
        JsonObject user = new JsonObject().put("role", "user").put("content", "hi");
        return new JsonObject()
                .put("model", "claude-sonnet-4-6")
                .put("max_tokens", 4_000)
                .put("messages", new JsonArray().add(user));
    }

    private static Ask ask(JsonObject request) {
        return ((Reading.Asked) MessagesReading.read(request.toBuffer().getBytes())).ask();
    }

    private static String refusal(JsonObject request) {
        Reading reading = MessagesReading.read(request.toBuffer().getBytes());
        return ((Reading.Refused) reading).refusal().code();
    }

    private static JsonObject sent(JsonObject request, long limit) {
        byte[] body =
                ask(request).forVendor(Channels.ANTHROPIC, "upstream", limit, user -> "hidden");
        return new JsonObject(Buffer.buffer(body));
    }

    @Test
    void onlyTheModelChangesInAPlainRequest() {
        JsonObject sent = sent(request(), Ask.NO_LIMIT);
        assertThat(sent).isEqualTo(request().put("model", "upstream"));
    }

    @ParameterizedTest
    @CsvSource({
        "container, x, unsupported_value",
        "mcp_servers, x, unsupported_value",
        "speed, fast, unsupported_value",
        "service_tier, priority, unsupported_value",
        "inference_geo, us, unsupported_value",
        "fallbacks, x, unsupported_value",
        "base_url, http://x, unsupported_value",
        "thinking, x, invalid_type",
        "metadata, x, invalid_type",
        "stream, x, invalid_type",
        "tools, x, invalid_type",
        "messages, x, invalid_type",
        "max_tokens, 1.5, invalid_type"
    })
    void whatChangesPriceOrPlaceOrHasTheWrongTypeIsRefused(
            String field, String value, String code) {
        assertThat(refusal(request().put(field, value))).isEqualTo(code);
    }

    @Test
    void whatIsTheVendorsDefaultPasses() {
        JsonObject request = request().put("service_tier", "auto").put("speed", "standard");
        assertThat(sent(request, Ask.NO_LIMIT).getString("service_tier"))
                .isEqualTo("standard_only");
    }

    @Test
    void aFileOfTheVendorsAccountIsRefusedWhereverItStands() {
        JsonObject source = new JsonObject().put("type", "file").put("file_id", "file_1");
        JsonObject image = new JsonObject().put("type", "image").put("source", source);
        JsonObject result =
                new JsonObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", "t")
                        .put("content", new JsonArray().add(image));
        JsonObject user =
                new JsonObject().put("role", "user").put("content", new JsonArray().add(result));
        assertThat(refusal(request().put("messages", new JsonArray().add(user))))
                .isEqualTo("unsupported_value");
    }

    @Test
    void imagesAndDocumentsCountByTheirRuleNotByTheirLength() {
        JsonObject source =
                new JsonObject()
                        .put("type", "base64")
                        .put("media_type", "image/png")
                        .put("data", "A".repeat(300_000));
        JsonObject image = new JsonObject().put("type", "image").put("source", source);
        JsonObject pdf =
                new JsonObject()
                        .put("type", "document")
                        .put("source", source.copy().put("media_type", "application/pdf"));
        JsonObject user =
                new JsonObject()
                        .put("role", "user")
                        .put("content", new JsonArray().add(image).add(pdf));
        Ask ask = ask(request().put("messages", new JsonArray().add(user)));
        assertThat(ask.images()).isEqualTo(1 + 2 * 5);
        assertThat(ask.textBytes()).isLessThan(1_000);
    }

    @Test
    void aHostedToolThatIsOfferedIsTakenOutAndOneThatIsForcedIsRefused() {
        JsonObject search =
                new JsonObject().put("type", "web_search_20250305").put("name", "web_search");
        JsonObject bash = new JsonObject().put("type", "bash_20250124").put("name", "bash");
        JsonObject own = new JsonObject().put("name", "f").put("input_schema", new JsonObject());
        JsonObject request = request().put("tools", new JsonArray().add(search).add(bash).add(own));
        assertThat(sent(request, Ask.NO_LIMIT).getJsonArray("tools"))
                .isEqualTo(new JsonArray().add(bash).add(own));
        assertThat(ask(request).dropped()).isEqualTo(List.of("tools.web_search_20250305"));
        JsonObject forced = new JsonObject().put("type", "tool").put("name", "web_search");
        assertThat(refusal(request.copy().put("tool_choice", forced)))
                .isEqualTo("unsupported_value");
        JsonObject other = new JsonObject().put("type", "tool").put("name", "f");
        assertThat(
                        sent(request.copy().put("tool_choice", other), Ask.NO_LIMIT)
                                .getJsonObject("tool_choice"))
                .isEqualTo(other);
        JsonObject alone = request().put("tools", new JsonArray().add(search));
        assertThat(sent(alone, Ask.NO_LIMIT).containsKey("tools")).isFalse();
        assertThat(refusal(alone.put("tool_choice", new JsonObject().put("type", "any"))))
                .isEqualTo("unsupported_value");
    }

    @Test
    void theUserLeavesAsAPseudonym() {
        JsonObject request =
                request().put("metadata", new JsonObject().put("user_id", "user_1_session_2"));
        assertThat(sent(request, Ask.NO_LIMIT).getJsonObject("metadata"))
                .isEqualTo(new JsonObject().put("user_id", "hidden"));
    }

    @Test
    void aLimitThatIsLoweredTakesThinkingAlong() {
        JsonObject thinking = new JsonObject().put("type", "enabled").put("budget_tokens", 3_000);
        JsonObject request = request().put("thinking", thinking);
        assertThat(sent(request, 3_500).getJsonObject("thinking")).isEqualTo(thinking);
        JsonObject lower = sent(request, 2_000);
        assertThat(lower.getLong("max_tokens")).isEqualTo(2_000);
        assertThat(lower.getJsonObject("thinking").getLong("budget_tokens")).isEqualTo(1_999);
        assertThat(sent(request, 500).getJsonObject("thinking"))
                .isEqualTo(new JsonObject().put("type", "disabled"));
    }
}
