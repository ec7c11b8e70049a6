package dev.aibridge.gateway.api.body;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.Outline.Kind;
import org.jspecify.annotations.Nullable;

/// Typed reading of a body's fields; remembers the first that is wrong.
public final class Fields {

    private final Outline outline;
    private @Nullable Refusal refusal;

    /// Reads that body.
    public Fields(Outline outline) {
        this.outline = outline;
    }

    /// What is wrong; `null` when nothing is, so far.
    public @Nullable Refusal refusal() {
        return refusal;
    }

    /// Remembers what is wrong, unless something was before.
    public void refuse(Refusal why) {
        refusal = refusal == null ? why : refusal;
    }

    /// A field that must be there, be a string and not be empty; "" after a refusal.
    public String required(String name, int maxChars) {
        Field field = outline.get(name);
        if (field == null) {
            refuse(Refusals.missingParameter(name));
            return "";
        }
        if (field.kind() != Kind.STRING) {
            refuse(Refusals.invalidType(name, "a string"));
            return "";
        }
        String text = field.scalar();
        if (text == null || text.isEmpty() || text.length() > maxChars) {
            refuse(Refusals.invalidValue(name, "it takes 1 to " + maxChars + " characters"));
            return "";
        }
        return text;
    }

    /// A string, or `null` when it is absent.
    public @Nullable String string(String name) {
        Field field = of(name, Kind.STRING, "a string");
        return field == null ? null : field.scalar();
    }

    /// Whether a boolean is there and `true`.
    public boolean flag(String name) {
        Field field = of(name, Kind.BOOLEAN, "a boolean");
        return field != null && "true".equals(field.scalar());
    }

    /// A whole number within bounds; `absent` when it is not there.
    public long integer(String name, long min, long max, long absent) {
        Field field = of(name, Kind.NUMBER, "an integer");
        if (field == null || field.scalar() == null) {
            return absent;
        }
        try {
            long value = Long.parseLong(field.scalar());
            if (value < min || value > max) {
                refuse(outOfRange(name, min, max));
            }
            return value;
        } catch (NumberFormatException notALong) {
            boolean whole = field.scalar().chars().noneMatch(c -> ".eE".indexOf(c) >= 0);
            refuse(whole ? outOfRange(name, min, max) : Refusals.invalidType(name, "an integer"));
            return absent;
        }
    }

    private static Refusal outOfRange(String name, long min, long max) {
        return Refusals.invalidValue(name, "it takes " + min + " to " + max);
    }

    /// A field of one JSON type; `null` when it is absent or was refused.
    public @Nullable Field of(String name, Kind kind, String expected) {
        Field field = outline.get(name);
        if (field == null) {
            return null;
        }
        if (field.kind() != kind) {
            refuse(Refusals.invalidType(name, expected));
            return null;
        }
        return field;
    }
}
