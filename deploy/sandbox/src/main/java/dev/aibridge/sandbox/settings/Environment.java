package dev.aibridge.sandbox.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The environment's variables, read with a clear error.
public record Environment(Map<String, String> values) {

    private static final int MAX_PORT = 65_535;

    /// A text; blank counts as absent.
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(t -> !t.isEmpty());
    }

    /// A text that must be there.
    ///
    /// @throws IllegalArgumentException naming the variable
    public String need(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }

    /// A port; 0 for any free one; absent when the part isn't wanted.
    ///
    /// @throws IllegalArgumentException naming the variable
    public Optional<Integer> port(String name) {
        return text(name).map(_ -> number(name, 0, 0, MAX_PORT));
    }

    /// A whole number.
    ///
    /// @throws IllegalArgumentException naming the variable
    public int number(String name, int fallback, int min, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        String range =
                "%s must be a whole number, %d..%d: %s".formatted(name, min, max, text.get());
        try {
            int number = Integer.parseInt(text.get());
            if (number < min || number > max) {
                throw new IllegalArgumentException(range);
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(range, notANumber);
        }
    }

    /// A time in milliseconds.
    ///
    /// @throws IllegalArgumentException naming the variable
    public Duration millis(String name, int fallback, int min, int max) {
        return Duration.ofMillis(number(name, fallback, min, max));
    }
}
