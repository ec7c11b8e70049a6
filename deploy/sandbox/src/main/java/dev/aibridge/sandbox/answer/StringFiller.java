package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

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

    private StringFiller() {}

    static String fill(JsonNode schema, SplittableRandom random) {
        String format = schema.path("format").asText();
        return switch (format) {
            case "date" -> date(random);
            case "date-time" -> date(random) + "T08:15:00Z";
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> FIXED.getOrDefault(format, words(schema, random));
        };
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
