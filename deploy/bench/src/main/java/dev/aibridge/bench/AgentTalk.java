package dev.aibridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What a coding agent sends, turn by turn: a long beginning that never changes, then what was said
/// and what the tools printed. When it has become too long, the agent begins again with a summary.
/// The same seed gives the same conversations.
final class AgentTalk {

    /// About so many bytes are one token of this text.
    private static final int BYTES_PER_TOKEN = 4;

    private static final int FIRST_TOKENS = 10_000;
    private static final int MOST_TOKENS = 150_000;

    private static final String[] SIGNS = {" ", " ", " ", " ", "(", ") ", " = ", ".", ", ", ";\\n"};

    private final Random random;
    private final String[] words = new String[2_000];
    private final List<String> messages = new ArrayList<>();
    private int conversation;
    private int bytes;
    private int turn;

    AgentTalk(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < words.length; i++) {
            words[i] = word();
        }
        begin(FIRST_TOKENS);
    }

    /// A name as they stand in code: parts of two to four letters, some with a number.
    private String word() {
        StringBuilder word = new StringBuilder();
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            word.append("bcdfgklmnprstvw".charAt(random.nextInt(15)));
            word.append("aeiou".charAt(random.nextInt(5)));
            word.append("lmnrst".charAt(random.nextInt(6)));
        }
        return random.nextInt(12) == 0
                ? word.append(random.nextInt(1_000)).toString()
                : word.toString();
    }

    private void begin(int tokens) {
        messages.clear();
        bytes = 0;
        conversation++;
        add("system", "Agent " + conversation + ". " + text(tokens));
    }

    private void add(String role, String text) {
        messages.add("{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}");
        bytes += text.length();
    }

    private String text(int tokens) {
        StringBuilder text = new StringBuilder(tokens * BYTES_PER_TOKEN + 32);
        while (text.length() < tokens * BYTES_PER_TOKEN) {
            text.append(words[random.nextInt(words.length)]);
            text.append(SIGNS[random.nextInt(SIGNS.length)]);
        }
        return text.toString();
    }

    /// The next request's body. Now and then a file is read, mostly little is new.
    String next(String model) {
        if (bytes > MOST_TOKENS * BYTES_PER_TOKEN - 16_000 * BYTES_PER_TOKEN) {
            begin(FIRST_TOKENS + random.nextInt(10_000));
        }
        int printed =
                random.nextInt(6) == 0 ? 4_000 + random.nextInt(11_000) : random.nextInt(3_000);
        int answer =
                random.nextInt(8) == 0 ? 1_000 + random.nextInt(2_000) : 50 + random.nextInt(500);
        turn++;
        add("user", text(printed) + " [[turn=" + turn + "]] [[tokens=" + answer + "]]");
        return "{\"model\":\""
                + model
                + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":["
                + String.join(",", messages)
                + "]}";
    }

    /// What the model said becomes part of the conversation.
    void said(int tokens) {
        add("assistant", text(Math.max(1, tokens)));
    }
}
