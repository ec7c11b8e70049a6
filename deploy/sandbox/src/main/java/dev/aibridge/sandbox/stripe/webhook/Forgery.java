package dev.aibridge.sandbox.stripe.webhook;

import java.util.Arrays;
import java.util.Locale;

/// What is wrong with a delivery that Stripe didn't send like that.
public enum Forgery {
    NONE,
    WRONG_SECRET,
    EMPTY_SECRET,
    STALE,
    FUTURE,
    MALFORMED,
    UNSIGNED,
    TAMPERED;

    /// Its name on the wire: `wrong_secret`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All names.
    public static String[] words() {
        return Arrays.stream(values()).map(Forgery::word).toArray(String[]::new);
    }

    /// The one with a name.
    public static Forgery of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
