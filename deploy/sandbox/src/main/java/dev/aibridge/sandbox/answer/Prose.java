package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// Text that looks like an answer: sentences of common words, now and then one that is not ASCII.
final class Prose {

    private static final String[] WORDS =
            ("the a model answer river system light stone small large clear simple open field work"
                            + " water time people city street house garden music letter number question"
                            + " reason result value change order market price north south early late often"
                            + " always never with without under over after before while because through"
                            + " between and or but then also very quite keeps gives takes shows moves holds"
                            + " builds writes reads opens closes follows returns")
                    .split(" ");

    /// Of two, three and four bytes a character; letters only, so that words never share a token.
    private static final String[] RARE = {"café", "naïve", "東京", "данные", "µs", "𠮷野家"};

    private static final int RARE_ONE_IN = 40;
    private static final Map<String, Integer> TOKENS = new HashMap<>();

    private final SplittableRandom random;

    Prose(SplittableRandom random) {
        this.random = random;
    }

    static {
        for (String word : WORDS) {
            remember(" " + word);
            remember(" " + capital(word));
            remember(capital(word));
        }
        for (String word : RARE) {
            remember(" " + word);
        }
        remember(".");
    }

    /// A text of so many tokens: sentences, the last of which ends where the count does.
    List<Piece> write(int tokens) {
        List<Piece> pieces = new ArrayList<>();
        int written = 0;
        int leftInSentence = 0;
        while (written < tokens - 1) {
            Piece piece = next(leftInSentence, pieces.isEmpty(), tokens - 1 - written);
            leftInSentence = leftInSentence == 0 ? 6 + random.nextInt(8) : leftInSentence - 1;
            pieces.add(piece);
            written += piece.tokens();
        }
        pieces.add(piece("."));
        return pieces;
    }

    private Piece next(int leftInSentence, boolean first, int room) {
        return switch (leftInSentence) {
            case 0 -> piece((first ? "" : " ") + capital(WORDS[random.nextInt(WORDS.length)]));
            case 1 -> piece(".");
            default -> piece(" " + word(room));
        };
    }

    private String word(int room) {
        if (random.nextInt(RARE_ONE_IN) == 0) {
            String rare = RARE[random.nextInt(RARE.length)];
            if (piece(" " + rare).tokens() <= room) {
                return rare;
            }
        }
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Piece piece(String text) {
        return new Piece(text, TOKENS.getOrDefault(text, 1));
    }

    private static void remember(String text) {
        TOKENS.put(text, Tokens.count(text));
    }
}
