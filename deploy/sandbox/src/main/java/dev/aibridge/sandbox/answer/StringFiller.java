package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.parsing.dflt.RgxGenParseException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/// Makes a string that fits a JSON schema: its format first, then its length.
final class StringFiller {

    private static final String[] WORDS = {
        "amber", "birch", "copper", "delta", "ember", "fjord", "granite", "harbor", "indigo"
    };
    private static final Map<String, String> FIXED =
            Map.of(
                    "email", "ada@example.com",
                    "uri", "https://example.com/a",
                    "hostname", "example.com",
                    "ipv4", "192.0.2.1",
                    "ipv6", "2001:db8::1",
                    "time", "12:30:00Z",
                    "duration", "PT1H30M");

    private static final int MAX_TRIES = 50;

    private StringFiller() {}

    static String fill(JsonNode schema, SplittableRandom random) {
        if (schema.hasNonNull("pattern")) {
            return matching(schema, random);
        }
        String format = schema.path("format").asText();
        return switch (format) {
            case "date" -> date(random);
            case "date-time" -> date(random) + "T08:15:00Z";
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> FIXED.getOrDefault(format, words(schema, random));
        };
    }

    /// The first of some texts that match the pattern and have the right length; words when the
    /// pattern is beyond the generator (look-around, Unicode classes).
    private static String matching(JsonNode schema, SplittableRandom random) {
        int min = schema.path("minLength").asInt(0);
        int max = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        try {
            RgxGen generator = RgxGen.parse(schema.path("pattern").asText());
            Random source = new Random(random.nextLong());
            return Stream.generate(() -> generator.generate(source))
                    .limit(MAX_TRIES)
                    .filter(text -> text.length() >= min && text.length() <= max)
                    .findFirst()
                    .orElseGet(() -> words(schema, random));
        } catch (RgxGenParseException beyondTheGenerator) {
            return words(schema, random);
        }
    }

    private static String date(SplittableRandom random) {
        return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)).toString();
    }

    private static String words(JsonNode schema, SplittableRandom random) {
        int min = schema.path("minLength").asInt(0);
        int max = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        while (text.length() < min) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.substring(0, Math.min(text.length(), Math.max(max, 0)));
    }
}
