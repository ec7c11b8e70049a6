package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The top level of a JSON object that a client sent: where each field stands, and its value when
/// short.
///
/// One pass over the bytes; what is nested is skipped, or read by a [Nested] reader on the way.
public final class Outline {

    /// The longest string that is decoded; longer ones are of no use to the gateway.
    private static final int MAX_SCALAR_BYTES = 1024;

    private static final byte[] NOTHING = new byte[0];

    /// A value's JSON type.
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /// One field.
    ///
    /// @param nameStart where its name begins, with the quote
    /// @param start where its value begins
    /// @param end where its value ends
    /// @param scalar a string's text, a number's digits, `true` or `false`; `null` for the rest and
    ///   for strings over 1 KiB
    public record Field(
            String name, int nameStart, int start, int end, Kind kind, @Nullable String scalar) {}

    /// Reads one nested value while the outline is made.
    public interface Nested {

        /// Reads on to the end of the value at whose first token the parser stands.
        void read(JsonParser parser) throws IOException;
    }

    /// What came of reading: an outline, or why there is none.
    public sealed interface Result {

        /// It is an object, whole and within limits.
        record Read(Outline outline) implements Result {}

        /// It is not.
        ///
        /// @param why in words that repeat nothing of the body
        record Unreadable(String why) implements Result {}
    }

    private final byte[] json;
    private final Map<String, Field> fields;
    private final int firstName;

    private Outline(byte[] json, Map<String, Field> fields, int firstName) {
        this.json = json;
        this.fields = fields;
        this.firstName = firstName;
    }

    /// Reads a client's body.
    ///
    /// @param nested readers by field name
    public static Result read(byte[] json, Map<String, Nested> nested) {
        if (!Utf8.isValid(json) || isOtherUnicode(json)) {
            return new Result.Unreadable("it is not UTF-8, or begins with a byte order mark");
        }
        try (JsonParser parser = Json.strict(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Result.Unreadable("it is not an object");
            }
            Map<String, Field> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Field field = field(parser, nested);
                fields.put(field.name, field);
            }
            if (parser.nextToken() != null) {
                return new Result.Unreadable("something follows the object");
            }
            int first = fields.isEmpty() ? -1 : fields.values().iterator().next().nameStart;
            return new Result.Read(new Outline(json, fields, first));
        } catch (StreamConstraintsException tooMuch) {
            return new Result.Unreadable(Json.limitPassed(tooMuch));
        } catch (JsonParseException malformed) {
            return new Result.Unreadable(reason(malformed));
        } catch (IOException malformed) {
            return new Result.Unreadable("it ends too early");
        }
    }

    /// Jackson would guess UTF-16 and UTF-32 from zeros and marks at the start, and its byte
    /// offsets would then be none.
    private static boolean isOtherUnicode(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0) {
                return true;
            }
        }
        return json.length > 2
                && json[0] == (byte) 0xEF
                && json[1] == (byte) 0xBB
                && json[2] == (byte) 0xBF;
    }

    /// Jackson's own message may quote the body; only its kind and place are told.
    private static String reason(JsonParseException malformed) {
        String message = malformed.getOriginalMessage();
        String what =
                message != null && message.startsWith("Duplicate field")
                        ? "a key stands twice"
                        : "it is malformed";
        return what + " near byte " + Math.max(0, malformed.getLocation().getByteOffset());
    }

    private static Field field(JsonParser parser, Map<String, Nested> nested) throws IOException {
        String name = parser.currentName();
        int nameStart = (int) parser.currentTokenLocation().getByteOffset();
        JsonToken token = parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String scalar = null;
        Nested reader = nested.get(name);
        if (token.isStructStart() && reader != null) {
            reader.read(parser);
        } else if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
            scalar = scalar(parser, token, start);
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return new Field(name, nameStart, start, end, kind(token), scalar);
    }

    private static @Nullable String scalar(JsonParser parser, JsonToken token, int start)
            throws IOException {
        int bytes = (int) parser.currentLocation().getByteOffset() - start;
        boolean tooLong = token == JsonToken.VALUE_STRING && bytes > MAX_SCALAR_BYTES;
        return tooLong || token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            default -> Kind.NULL;
        };
    }

    /// The body as it came.
    public byte[] json() {
        return json;
    }

    /// All fields in their order.
    public Iterable<Field> fields() {
        return fields.values();
    }

    /// A field that is there and not `null`.
    public @Nullable Field get(String name) {
        Field field = fields.get(name);
        return field == null || field.kind == Kind.NULL ? null : field;
    }

    /// A field's short value as text; empty when there is none.
    public String scalar(String name) {
        Field field = get(name);
        return field == null || field.scalar == null ? "" : field.scalar;
    }

    /// A field's bytes.
    public byte[] bytes(Field field) {
        return Arrays.copyOfRange(json, field.start, field.end);
    }

    /// A field's bytes as text.
    public String raw(Field field) {
        return new String(json, field.start, field.end - field.start, StandardCharsets.UTF_8);
    }

    /// Sets a field: its value is replaced where it stands, or it becomes the object's first.
    public void set(Edits edits, String name, byte[] value) {
        Field field = fields.get(name);
        if (field != null) {
            edits.replace(field.start, field.end, value);
            return;
        }
        byte[] quoted = Json.quoted(name);
        byte[] inserted = new byte[quoted.length + value.length + 2];
        System.arraycopy(quoted, 0, inserted, 0, quoted.length);
        inserted[quoted.length] = ':';
        System.arraycopy(value, 0, inserted, quoted.length + 1, value.length);
        inserted[inserted.length - 1] = ',';
        edits.insert(firstName, inserted);
    }

    /// Takes fields out, those that are there: names, values and as many commas.
    ///
    /// @param names all that go; call it once, since the commas between them belong together
    public void remove(Edits edits, Set<String> names) {
        List<Field> removed = new ArrayList<>(names.size());
        int keptEnd = 0;
        for (Field field : fields.values()) {
            if (names.contains(field.name)) {
                removed.add(field);
                continue;
            }
            if (keptEnd == 0 && !removed.isEmpty()) {
                edits.replace(removed.getFirst().nameStart, field.nameStart, NOTHING);
            } else if (!removed.isEmpty()) {
                edits.replace(keptEnd, removed.getLast().end, NOTHING);
            }
            removed.clear();
            keptEnd = field.end;
        }
        if (!removed.isEmpty()) {
            int from = keptEnd == 0 ? removed.getFirst().nameStart : keptEnd;
            edits.replace(from, removed.getLast().end, NOTHING);
        }
    }
}
