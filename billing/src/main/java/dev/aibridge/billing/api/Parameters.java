package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.Filter;
import dev.aibridge.billing.statements.StatementSettings;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of queries; what can't be used is refused with its name.
public final class Parameters {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    /// Longer than any model's name.
    private static final int MODEL = 200;

    private Parameters() {}

    /// How many items a page has.
    public static int limit(@Nullable String text, StatementSettings settings) {
        if (text == null) {
            return settings.pageItems();
        }
        long limit = whole("limit", text);
        if (limit < 1 || limit > settings.pageItemsMax()) {
            throw invalid("`limit` must be 1 to %d.".formatted(settings.pageItemsMax()));
        }
        return (int) limit;
    }

    /// A number that is not negative.
    static long whole(String name, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw invalid("`%s` must be a whole number.".formatted(name));
        }
        return Long.parseLong(text);
    }

    /// An id.
    public static UUID id(String name, String text) {
        return Ids.parse(text)
                .orElseThrow(() -> invalid("`%s` must be the id of something.".formatted(name)));
    }

    /// Which key's and which model's usage is asked for.
    static Filter filter(@Nullable String key, @Nullable String model) {
        return new Filter(
                key == null ? null : id("key", key),
                model == null ? null : text("model", model, MODEL));
    }

    /// One of the words of a type, in lower case.
    static <E extends Enum<E>> E word(String name, String text, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw invalid("`%s` is none of the words that it may be.".formatted(name));
    }

    /// Yes or no.
    static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("`%s` must be true or false.".formatted(name));
        };
    }

    /// A text of a body that says something.
    public static String text(String name, String text, int longest) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > longest || trimmed.indexOf('\0') >= 0) {
            throw invalid("`%s` must have 1 to %d characters.".formatted(name, longest));
        }
        return trimmed;
    }

    /// A text of a body that may be empty.
    static String textOrNone(String name, String text, int longest) {
        return text.isBlank() ? "" : text(name, text, longest);
    }

    /// A refusal of what was sent.
    static Refused invalid(String detail) {
        return new Refused(Problem.invalid(detail));
    }
}
