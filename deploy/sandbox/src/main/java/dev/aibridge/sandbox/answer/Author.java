package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// The simulated model: a pure function from a request to its answer.
public final class Author {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 80;

    private final ChatRequest request;
    private final Digest digest;

    private Author(ChatRequest request) {
        this.request = request;
        this.digest = request.digest();
    }

    /// Answers a request.
    ///
    /// @param prompt what the prompt used; its completion is not looked at
    public static Answer answer(ChatRequest request, Usage prompt) {
        Author author = new Author(request);
        List<Choice> choices = new ArrayList<>();
        for (int index = 0; index < request.choices(); index++) {
            choices.add(author.choice(index));
        }
        long tokens = choices.stream().mapToLong(Choice::tokens).sum();
        long reasoning = choices.stream().mapToLong(Choice::reasoningTokens).sum();
        return new Answer(
                choices,
                new Usage(prompt.prompt(), prompt.cached(), tokens, reasoning, prompt.images()));
    }

    private Choice choice(int index) {
        SplittableRandom random = new SplittableRandom(digest.seed() + index);
        Budget budget = new Budget(request.maxTokens());
        Thought thought = Thought.of(request, random);
        int hidden = budget.takeHidden(thought.hiddenTokens());
        List<Piece> reasoning = budget.take(thought.visible());
        PlannedCalls planned = new PlannedCalls(request, digest, index);
        List<ToolCall> calls = within(budget, planned.calls(random));
        List<Piece> content = calls.isEmpty() ? budget.take(content(random)) : List.of();
        String finish = budget.exhausted() ? "length" : calls.isEmpty() ? "stop" : calling(planned);
        return new Choice(index, reasoning, hidden, content, calls, finish);
    }

    /// OpenAI ends a call of the tool that the request named with `stop`.
    private String calling(PlannedCalls planned) {
        return request.vendor() == Vendor.OPENAI && planned.named() ? "stop" : "tool_calls";
    }

    private static List<ToolCall> within(Budget budget, List<ToolCall> calls) {
        List<ToolCall> fitting = new ArrayList<>();
        for (ToolCall call : calls) {
            List<Piece> head = budget.take(List.of(call.head()));
            if (head.contains(call.head())) {
                List<Piece> arguments = budget.take(call.arguments());
                fitting.add(new ToolCall(call.id(), call.custom(), call.head(), arguments));
            }
        }
        return fitting;
    }

    private List<Piece> content(SplittableRandom random) {
        JsonNode format = request.body().path("response_format");
        List<Piece> whole =
                switch (format.path("type").asText()) {
                    case "json_schema" -> Tokens.pieces(fitting(format, random));
                    case "json_object" -> Tokens.pieces(anyJson(random));
                    default -> new Prose(random).write(length(random));
                };
        return stopped(whole);
    }

    private static String fitting(JsonNode format, SplittableRandom random) {
        JsonNode schema = format.path("json_schema").path("schema");
        return new SchemaFiller(schema, random).fill().toString();
    }

    private String anyJson(SplittableRandom random) {
        ObjectNode json = Json.object();
        json.put(
                "answer",
                new Prose(random)
                        .write(length(random)).stream()
                                .map(Piece::text)
                                .collect(Collectors.joining()));
        return json.toString();
    }

    private int length(SplittableRandom random) {
        int usual = random.nextInt(SHORTEST, LONGEST + 1);
        return request.wantedTokens().orElse(usual);
    }

    private List<Piece> stopped(List<Piece> pieces) {
        String text = pieces.stream().map(Piece::text).collect(Collectors.joining());
        int end = text.length();
        for (String stop : request.stops()) {
            int at = text.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return end == text.length() ? pieces : cut(pieces, end);
    }

    private static List<Piece> cut(List<Piece> pieces, int end) {
        List<Piece> kept = new ArrayList<>();
        int left = end;
        for (Piece piece : pieces) {
            if (left <= 0) {
                break;
            }
            int length = Math.min(left, piece.text().length());
            kept.add(new Piece(piece.text().substring(0, length), piece.tokens()));
            left -= length;
        }
        return kept;
    }
}
