package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tools the model calls: those the user spells out (`call:NAME{…}`), else one that the
/// request forces, else none.
final class PlannedCalls {

    private static final Pattern SPELLED =
            Pattern.compile("^\\s*call:([A-Za-z0-9_-]{1,128})\\s*(.*)$", Pattern.MULTILINE);

    /// Tokens of a call beside its name and arguments.
    private static final int AROUND_CALL = 8;

    private final Question question;
    private final Toolbox tools;
    private final int choice;

    PlannedCalls(Question question, int choice) {
        this.question = question;
        this.tools = question.means().tools();
        this.choice = choice;
    }

    List<ToolCall> calls(SplittableRandom random) {
        List<ToolCall> spelled = spelled();
        if (!spelled.isEmpty()) {
            return spelled;
        }
        return tools.forced().map(tool -> List.of(invented(tool, random))).orElse(List.of());
    }

    private List<ToolCall> spelled() {
        List<ToolCall> calls = new ArrayList<>();
        Matcher line = SPELLED.matcher(question.answersUser() ? question.userText() : "");
        while (line.find() && (tools.parallel() || calls.isEmpty())) {
            String arguments = line.group(2).strip();
            tools.named(line.group(1))
                    .ifPresent(tool -> calls.add(call(tool, arguments, calls.size())));
        }
        return calls;
    }

    private ToolCall invented(Tool tool, SplittableRandom random) {
        if (tool.freeText()) {
            return call(tool, "free text for " + tool.name(), 0);
        }
        boolean described = tool.schema().isObject();
        String arguments =
                (described ? new SchemaFiller(tool.schema(), random).fill() : Json.object())
                        .toString();
        return call(tool, arguments, 0);
    }

    private ToolCall call(Tool tool, String arguments, int position) {
        String source = question.digest().hex(64) + choice + ":" + position;
        String key = Digest.of(source.getBytes(StandardCharsets.UTF_8)).hex(24);
        Piece head = new Piece(tool.name(), Tokens.count(tool.name()) + AROUND_CALL);
        return new ToolCall(key, tool, head, Tokens.pieces(arguments));
    }
}
