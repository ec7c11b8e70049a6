package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// The simulated model: a pure function from a question to its answer.
public final class Author {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 80;

    private final Question question;

    private Author(Question question) {
        this.question = question;
    }

    /// Answers a question.
    ///
    /// @param prompt what the prompt used; its completion is not looked at
    public static Answer answer(Question question, Usage prompt) {
        Author author = new Author(question);
        List<Choice> choices = new ArrayList<>();
        for (int index = 0; index < question.choices(); index++) {
            choices.add(author.choice(index));
        }
        long tokens = choices.stream().mapToLong(Choice::tokens).sum();
        long reasoning = choices.stream().mapToLong(Choice::reasoningTokens).sum();
        return new Answer(choices, prompt.answered(tokens, reasoning));
    }

    private Choice choice(int index) {
        SplittableRandom random = new SplittableRandom(question.digest().seed() + index);
        Budget budget = new Budget(question.maxTokens());
        Thought thought = Thought.of(question.means().thinking(), random);
        int hidden = budget.takeHidden(thought.hiddenTokens());
        List<Piece> reasoning = budget.take(thought.visible());
        List<ToolCall> calls = within(budget, new PlannedCalls(question, index).calls(random));
        Stopped said = stopped(content(random));
        List<Piece> content = calls.isEmpty() ? budget.take(said.pieces()) : List.of();
        Finish finish = budget.exhausted() ? Finish.LENGTH : finish(!calls.isEmpty(), said.stop());
        String stop = finish == Finish.STOP_SEQUENCE ? said.stop() : "";
        return new Choice(index, reasoning, hidden, content, calls, finish, stop);
    }

    private Finish finish(boolean calling, String stop) {
        if (calling) {
            return Finish.CALLS;
        }
        Finish spoken = stop.isEmpty() ? Finish.STOP : Finish.STOP_SEQUENCE;
        return question.refused() ? Finish.REFUSED : spoken;
    }

    private static List<ToolCall> within(Budget budget, List<ToolCall> calls) {
        List<ToolCall> fitting = new ArrayList<>();
        for (ToolCall call : calls) {
            List<Piece> head = budget.take(List.of(call.head()));
            if (head.contains(call.head())) {
                List<Piece> arguments = budget.take(call.arguments());
                fitting.add(new ToolCall(call.key(), call.tool(), call.head(), arguments));
            }
        }
        return fitting;
    }

    private List<Piece> content(SplittableRandom random) {
        return switch (question.shape()) {
            case Shape.OfSchema(var schema) ->
                    Tokens.pieces(new SchemaFiller(schema, random).fill().toString());
            case Shape.AnyJson() -> Tokens.pieces(anyJson(random));
            case Shape.Free() -> new Prose(random).write(length(random));
        };
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
        return question.wantedTokens().orElse(usual);
    }

    private Stopped stopped(List<Piece> pieces) {
        String text = Piece.join(pieces);
        int end = text.length();
        String by = "";
        for (String stop : question.stops()) {
            int at = text.indexOf(stop);
            if (at >= 0 && at < end) {
                end = at;
                by = stop;
            }
        }
        return by.isEmpty() ? new Stopped(pieces, by) : new Stopped(cut(pieces, end), by);
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

    /// A text up to where it was stopped.
    private record Stopped(List<Piece> pieces, String stop) {}
}
