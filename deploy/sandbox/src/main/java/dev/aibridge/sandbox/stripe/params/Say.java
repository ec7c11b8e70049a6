package dev.aibridge.sandbox.stripe.params;

import java.util.List;

/// What Stripe says about a parameter that is wrong.
final class Say {

    private static final String INVALID_INTEGER = "parameter_invalid_integer";

    private Say() {}

    static Refusal unknown(List<String> names) {
        return Refusal.invalid(
                "Received unknown parameter%s: %s"
                        .formatted(names.size() > 1 ? "s" : "", String.join(", ", names)),
                names.getFirst(),
                "parameter_unknown");
    }

    /// The one refusal that Stripe doesn't have.
    static Refusal notSimulated(String name) {
        return Refusal.invalid(
                "The sandbox does not simulate this parameter: " + name, name, "sandbox_limit");
    }

    static Refusal missing(String name) {
        return Refusal.invalid(
                "Missing required param: %s.".formatted(name), name, "parameter_missing");
    }

    static Refusal empty(String name) {
        return Refusal.invalid(
                ("You passed an empty string for '%s'. We assume empty values are an attempt to"
                                + " unset a parameter; however '%s' cannot be unset. You should"
                                + " remove '%s' from your request or supply a non-empty value.")
                        .formatted(name, name, name),
                name,
                "parameter_invalid_empty");
    }

    static Refusal notAnObject(String name) {
        return Refusal.invalid("Invalid object", name, null);
    }

    static Refusal notAnArray(String name) {
        return Refusal.invalid("Invalid array", name, null);
    }

    static Refusal notAString(String name) {
        return Refusal.invalid("Invalid string", name, null);
    }

    static Refusal notAnInteger(String name, String got) {
        return Refusal.invalid("Invalid integer: " + got, name, INVALID_INTEGER);
    }

    static Refusal tooSmall(String name, long min) {
        return Refusal.invalid(
                min == 0
                        ? "Invalid non-negative integer"
                        : "This value must be greater than or equal to %d.".formatted(min),
                name,
                INVALID_INTEGER);
    }

    static Refusal tooLarge(String name, long max) {
        return Refusal.invalid(
                "This value must be less than or equal to %d.".formatted(max),
                name,
                INVALID_INTEGER);
    }

    static Refusal notABoolean(String name, String got) {
        return Refusal.invalid("Invalid boolean: " + got, name, null);
    }

    static Refusal notOneOf(String name, List<String> words) {
        return Refusal.invalid(
                "Invalid %s: must be one of %s".formatted(name, or(words)), name, null);
    }

    static Refusal notAUrl(String name) {
        return Refusal.invalid("Not a valid URL", name, "url_invalid");
    }

    static Refusal notAnEmail(String name, String got) {
        return Refusal.invalid("Invalid email address: " + got, name, "email_invalid");
    }

    static Refusal notACurrency(String name, String got) {
        return Refusal.invalid(
                "Invalid currency: %s. Stripe currently supports these currencies: %s"
                        .formatted(got, Currencies.list()),
                name,
                null);
    }

    static Refusal tooLong(String name, int max, String got) {
        return Refusal.invalid(
                "Invalid string: %s…; must be at most %d characters"
                        .formatted(got.substring(0, Math.min(30, got.length())), max),
                name,
                null);
    }

    static Refusal tooMany(String name, int max) {
        return Refusal.invalid(
                "Array %s exceeded maximum %d allowed elements.".formatted(name, max), name, null);
    }

    static Refusal metadataName(String name, String got) {
        return Refusal.invalid(
                ("Metadata keys can have up to %d characters, but you passed in a key that is %d"
                                + " characters. Invalid key: %s")
                        .formatted(Limits.METADATA_NAME, got.length(), got),
                name,
                null);
    }

    static Refusal metadataValue(String name, String got) {
        return Refusal.invalid(
                ("Metadata values can have up to %d characters, but you passed in a value that is"
                                + " %d characters. Invalid value: %s")
                        .formatted(Limits.METADATA_VALUE, got.length(), got),
                name,
                null);
    }

    static Refusal metadataSize(String name) {
        return Refusal.invalid(
                "Metadata can have up to %d keys.".formatted(Limits.METADATA_NAMES), name, null);
    }

    private static String or(List<String> words) {
        int last = words.size() - 1;
        return last == 0
                ? words.getFirst()
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
