package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Author;
import dev.aibridge.sandbox.answer.LastWords;
import dev.aibridge.sandbox.answer.Question;
import dev.aibridge.sandbox.answer.Shape;
import dev.aibridge.sandbox.answer.Thinking;
import dev.aibridge.sandbox.answer.Toolbox;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.openai.render.Moderation;
import dev.aibridge.sandbox.openai.render.TextCompletion;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.PlainModel;
import dev.aibridge.sandbox.wire.Digest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST completions`, the legacy one, and `POST moderations`.
final class TextEndpoint {

    private static final int USUAL_MAX_TOKENS = 16;
    private static final List<String> NEUTRAL = List.of("stream", "stream_options", "user", "n");

    private final InstantSource clock;

    TextEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    Reply completion(PlainModel model, ObjectNode body, long seq, @Nullable Fault fault) {
        Digest digest = Digest.ofJson(body, NEUTRAL);
        long tokens = tokens(body.path("prompt"));
        Answer honest = Author.answer(question(body, digest), Usage.ofPrompt(tokens, 0, 0));
        Answer told = fault == null ? honest : fault.distort(honest);
        TextCompletion completion =
                new TextCompletion(
                        "cmpl-" + digest.hex(20) + String.format("%09d", seq),
                        model.id(),
                        clock.instant().getEpochSecond(),
                        told,
                        body.path("stream_options").path("include_usage").asBoolean(),
                        fault == null ? UsageView.TRUE : fault.usageView());
        Map<String, String> headers = Headers.of(ChatVendor.OPENAI, seq, 20, tokens);
        int produced = Math.toIntExact(told.usage().completion());
        List<Step> script =
                body.path("stream").asBoolean()
                        ? Script.streamed(headers, completion.events())
                        : Script.whole(200, headers, completion.toJson(), produced);
        return new Reply(script, "finished", new Reply.Billable(model, told.usage()));
    }

    Reply moderation(PlainModel model, ObjectNode body, long seq) {
        ObjectNode json =
                Moderation.of(
                        "modr-" + Digest.ofJson(body, List.of()).hex(20),
                        model.id(),
                        body.path("input"));
        return Reply.free(Script.whole(200, Headers.of(ChatVendor.OPENAI, seq, 5, 0), json, 0));
    }

    private static Question question(ObjectNode body, Digest digest) {
        List<String> stops = new ArrayList<>();
        JsonNode stop = body.path("stop");
        if (stop.isTextual()) {
            stops.add(stop.asText());
        }
        stop.forEach(one -> stops.add(one.asText()));
        return new Question(
                digest,
                LastWords.of(body),
                true,
                body.path("n").asInt(1),
                body.path("max_tokens").asLong(USUAL_MAX_TOKENS),
                stops,
                new Shape.Free(),
                new Question.ThinkingAndTools(Thinking.NONE, Toolbox.EMPTY));
    }

    private static long tokens(JsonNode prompt) {
        if (prompt.isTextual()) {
            return Tokens.count(prompt.asText());
        }
        return prompt.valueStream().mapToLong(one -> one.isNumber() ? 1 : tokens(one)).sum();
    }
}
