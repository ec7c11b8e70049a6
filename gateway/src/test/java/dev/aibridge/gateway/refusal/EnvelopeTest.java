package dev.aibridge.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.gateway.refusal.Refusal.Retry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, false, ANTHROPIC",
        "/messages, false, ANTHROPIC",
        "/v1/messages/count_tokens, false, ANTHROPIC",
        "/v1/models, true, ANTHROPIC",
        "/v1/models, false, OPENAI",
        "/v1/chat/completions, true, OPENAI",
        "/v1/chat/completions/messages, false, ANTHROPIC",
        "/v1/responses, false, RESPONSES",
        "/v1/openai/responses/compact, false, RESPONSES",
        "/nowhere, true, ANTHROPIC",
        "/nowhere, false, OPENAI"
    })
    void theRouteChoosesAndTheVersionWhereItDoesNot(
            String path, boolean versioned, Envelope expected) {
        assertThat(Envelope.of(path, versioned)).isEqualTo(expected);
    }

    @Test
    void anthropicsClientsReadTypesAndTheRequestsId() {
        Refusal told = Envelope.ANTHROPIC.told(Refusals.modelNotFound("x"));
        JsonObject body = new JsonObject(Buffer.buffer(Envelope.ANTHROPIC.body(told, "id-1")));
        assertThat(body.getString("type")).isEqualTo("error");
        assertThat(body.getString("request_id")).isEqualTo("id-1");
        assertThat(body.getJsonObject("error").getString("type")).isEqualTo("not_found_error");
        assertThat(body.getJsonObject("error").getString("message")).contains("model: x");
        assertThat(Envelope.ANTHROPIC.told(Refusals.overloaded()).status()).isEqualTo(529);
    }

    @Test
    void codexIsToldToStopWhereWaitingIsOfNoUse() {
        Refusal capped = Refusals.tokenQuotaExceeded(Optional.of(Duration.ofHours(3)));
        Refusal told = Envelope.RESPONSES.told(capped);
        assertThat(told.status()).isEqualTo(429);
        assertThat(told.type()).isEqualTo("insufficient_quota");
        assertThat(told.code()).isEqualTo("insufficient_quota");
        assertThat(told.retry()).isEqualTo(new Retry.Never());
        assertThat(Envelope.OPENAI.told(capped)).isEqualTo(capped);
    }

    @Test
    void codexWaitsAtLeastTenSecondsForWhatIsAway() {
        Refusal told = Envelope.RESPONSES.told(Refusals.overloaded());
        assertThat(told.code()).isEqualTo("server_is_overloaded");
        assertThat(told.retry()).isEqualTo(new Retry.After(Duration.ofSeconds(10)));
        Refusal brief = Refusals.rateLimited(10, Duration.ofSeconds(20));
        assertThat(Envelope.RESPONSES.told(brief)).isEqualTo(brief);
    }
}
