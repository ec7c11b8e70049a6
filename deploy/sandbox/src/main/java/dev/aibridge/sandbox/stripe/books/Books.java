package dev.aibridge.sandbox.stripe.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All objects by kind and id; of each kind the newest are kept. Used by one thread.
public final class Books {

    private final int maxOfAKind;
    private final Map<Kind, SequencedMap<String, ObjectNode>> byKind = new EnumMap<>(Kind.class);
    private final SequencedMap<String, Cart> carts = new LinkedHashMap<>();

    /// @param maxOfAKind the oldest are forgotten first
    public Books(int maxOfAKind) {
        this.maxOfAKind = maxOfAKind;
    }

    /// Remembers an object under its id.
    public ObjectNode add(Kind kind, ObjectNode object) {
        SequencedMap<String, ObjectNode> shelf = shelf(kind);
        shelf.put(object.path("id").asText(), object);
        if (shelf.size() > maxOfAKind) {
            shelf.pollFirstEntry();
        }
        return object;
    }

    /// Remembers what a session sells.
    public void addCart(String session, Cart cart) {
        carts.put(session, cart);
        if (carts.size() > maxOfAKind) {
            carts.pollFirstEntry();
        }
    }

    /// What a session sells.
    ///
    /// @throws IllegalStateException when it was forgotten
    public Cart cart(String session) {
        return Optional.ofNullable(carts.get(session)).orElseThrow(forgotten(session));
    }

    /// The object with an id.
    public Optional<ObjectNode> find(Kind kind, String id) {
        return Optional.ofNullable(shelf(kind).get(id));
    }

    /// The object with an id of any kind.
    public Optional<ObjectNode> find(String id) {
        return Kind.ofId(id).flatMap(kind -> find(kind, id));
    }

    /// The object that another one names.
    ///
    /// @throws IllegalStateException when it was forgotten
    public ObjectNode need(Kind kind, String id) {
        return find(kind, id).orElseThrow(forgotten(id));
    }

    /// All of a kind.
    public Stream<ObjectNode> newestFirst(Kind kind) {
        return shelf(kind).reversed().values().stream();
    }

    /// Forgets all.
    public void clear() {
        byKind.clear();
        carts.clear();
    }

    private SequencedMap<String, ObjectNode> shelf(Kind kind) {
        return byKind.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
    }

    private static Supplier<IllegalStateException> forgotten(String id) {
        return () -> new IllegalStateException("forgotten, raise the limit of objects: " + id);
    }
}
