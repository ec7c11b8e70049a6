package dev.aibridge.portal.form;

import dev.aibridge.portal.format.Price;
import dev.aibridge.portal.page.UiText;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was typed into a form, and what is wrong with it, field by field.
///
/// Reading a field checks it: what is wrong is noted beside it and the page shows all of it again
/// as it was typed.
public final class Form {

    private static final int LONGEST_NUMBER = 19;

    private final Map<String, List<String>> typed;
    private final UiText words;
    private final Map<String, String> wrong = new LinkedHashMap<>();

    private Form(Map<String, List<String>> typed, UiText words) {
        this.typed = typed;
        this.words = words;
    }

    /// What a browser sent.
    public static Form of(MultivaluedMap<String, String> typed, UiText words) {
        return new Form(Map.copyOf(typed), words);
    }

    /// What a browser sent of a page with several forms.
    ///
    /// @param before what the fields of the others hold
    public static Form of(
            MultivaluedMap<String, String> typed, UiText words, Map<String, String> before) {
        Map<String, List<String>> all = new LinkedHashMap<>(typed);
        before.forEach((name, value) -> all.putIfAbsent(name, List.of(value)));
        return new Form(all, words);
    }

    /// A form that nobody filled in yet.
    ///
    /// @param values what its fields hold at first
    public static Form blank(Map<String, String> values, UiText words) {
        Map<String, List<String>> typed = new LinkedHashMap<>();
        values.forEach((name, value) -> typed.put(name, List.of(value)));
        return new Form(typed, words);
    }

    /// The same, where boxes are ticked too.
    ///
    /// @param values what its fields hold at first; a group of boxes holds those that are ticked
    public static Form showing(Map<String, List<String>> values, UiText words) {
        return new Form(Map.copyOf(values), words);
    }

    /// Whether nothing was found wrong.
    public boolean right() {
        return wrong.isEmpty();
    }

    /// Notes what is wrong with a field; the first that is said stays.
    public void wrong(String field, String what) {
        wrong.putIfAbsent(field, what);
    }

    /// What is wrong with a field, or `null`.
    public @Nullable String error(String field) {
        return wrong.get(field);
    }

    /// A field as it was typed; nothing when it is missing.
    public String value(String field) {
        List<String> values = typed.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /// All values of a field: boxes that are ticked.
    public List<String> values(String field) {
        return typed.getOrDefault(field, List.of());
    }

    /// Whether a box or radio of that value is ticked.
    public boolean has(String field, String value) {
        return values(field).contains(value);
    }

    /// Fields as an address carries them: `q=a+b&zone=UTC`; those that are empty are left out.
    public String query(String... fields) {
        return Arrays.stream(fields)
                .filter(field -> !value(field).isEmpty())
                .map(field -> field + "=" + URLEncoder.encode(value(field), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// A line of text without spaces around it.
    ///
    /// @param most the most characters it may have
    public String line(String field, int most) {
        String line = optionalLine(field, most);
        if (line.isEmpty()) {
            wrong(field, words.missing());
        }
        return line;
    }

    /// A line that may be empty.
    ///
    /// @param most the most characters it may have
    public String optionalLine(String field, int most) {
        String line = value(field).strip();
        if (line.length() > most) {
            wrong(field, words.tooLong(most));
        } else if (line.codePoints().anyMatch(Form::unprintable)) {
            wrong(field, words.unprintable());
        }
        return line;
    }

    /// Lines of text that may be none, without spaces around them.
    ///
    /// @param most the most characters they may have together
    public String optionalLines(String field, int most) {
        String lines =
                value(field).lines().map(String::strip).collect(Collectors.joining("\n")).strip();
        if (lines.length() > most) {
            wrong(field, words.tooLong(most));
        } else if (lines.codePoints().anyMatch(c -> c != '\n' && unprintable(c))) {
            wrong(field, words.unprintable());
        }
        return lines;
    }

    private static boolean unprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED -> true;
            // Marks that turn the direction of what follows: a name must not rewrite its page.
            case Character.FORMAT -> character >= 0x202A && character <= 0x2069;
            default -> false;
        };
    }

    /// A whole number within bounds; empty when it is missing or wrong, which is noted.
    public OptionalLong whole(String field, long least, long most) {
        String text = value(field).strip().replace(",", "");
        if (text.isEmpty()) {
            wrong(field, words.missing());
            return OptionalLong.empty();
        }
        if (text.length() > LONGEST_NUMBER || !text.matches("-?[0-9]+")) {
            wrong(field, words.notWhole());
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Nineteen digits above 2⁶³: out of any bounds.
        }
        wrong(field, words.outOfBounds(least, most));
        return OptionalLong.empty();
    }

    /// A sum of money in minor units, more than nothing; what is no such sum is noted.
    ///
    /// @param currency three capital letters
    /// @param otherwise what to say then
    public OptionalLong money(String field, String currency, long most, String otherwise) {
        OptionalLong minor =
                Price.currency(currency).stream()
                        .map(known -> Price.minor(value(field), known))
                        .flatMapToLong(OptionalLong::stream)
                        .filter(sum -> sum > 0 && sum <= most)
                        .findFirst();
        if (minor.isEmpty()) {
            wrong(field, otherwise);
        }
        return minor;
    }

    /// A whole number or nothing; what is wrong is noted.
    public OptionalLong optionalWhole(String field, long least, long most) {
        return value(field).isBlank() ? OptionalLong.empty() : whole(field, least, most);
    }

    /// One of several.
    public String choice(String field, Set<String> choices) {
        String choice = value(field);
        if (!choices.contains(choice)) {
            wrong(field, words.notOffered());
        }
        return choice;
    }

    /// An id that the page itself put into the form.
    public Optional<UUID> id(String field) {
        try {
            return Optional.of(UUID.fromString(value(field)));
        } catch (IllegalArgumentException e) {
            wrong(field, words.notOffered());
            return Optional.empty();
        }
    }
}
