package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.AnswerReader.Place;
import dev.aibridge.gateway.wire.Edits;
import dev.aibridge.gateway.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/// Makes an answer say which model really gave it: its id in our catalogue, and its provider beside
/// it.
final class Naming {

    private static final byte[] PROVIDER = ",\"provider\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] model;

    Naming(String model, String provider) {
        byte[] id = Json.quoted(model);
        byte[] by = Json.quoted(provider);
        this.model =
                Buffer.buffer(id.length + PROVIDER.length + by.length)
                        .appendBytes(id)
                        .appendBytes(PROVIDER)
                        .appendBytes(by)
                        .getBytes();
    }

    /// A whole answer, named.
    byte[] name(byte[] answer, AnswerReader places) {
        Edits edits = new Edits();
        if (places.model().exists()) {
            edits.replace(places.model().start(), places.model().end(), model);
        }
        return edits.apply(answer);
    }

    /// Appends one event, named.
    ///
    /// @param withUsage whether its `usage` stays; a client that did not ask for it does not see
    ///   one
    void name(Buffer to, byte[] bytes, int start, int end, AnswerReader places, boolean withUsage) {
        boolean hides = !withUsage && places.usagePlace().exists();
        int usageStart = hides ? comma(bytes, places.usagePlace().start()) : end;
        int usageEnd = hides ? places.usagePlace().end() : end;
        Place named = places.model();
        int at = start;
        if (named.exists() && named.start() < usageStart) {
            at = named(to, bytes, at, named);
        }
        if (hides) {
            to.appendBytes(bytes, at, usageStart - at);
            at = usageEnd;
        }
        if (named.exists() && named.start() >= usageEnd) {
            at = named(to, bytes, at, named);
        }
        to.appendBytes(bytes, at, end - at);
    }

    private int named(Buffer to, byte[] bytes, int from, Place place) {
        to.appendBytes(bytes, from, place.start() - from).appendBytes(model);
        return place.end();
    }

    /// The comma before a field's name; a usage is never the first field.
    private static int comma(byte[] bytes, int nameStart) {
        int at = nameStart - 1;
        while (at > 0 && bytes[at] != ',') {
            at--;
        }
        return at;
    }
}
