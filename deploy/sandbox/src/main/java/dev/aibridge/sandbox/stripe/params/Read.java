package dev.aibridge.sandbox.stripe.params;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What came of reading parameters.
public sealed interface Read {

    /// Typed values: texts, numbers, booleans, arrays, objects; null for what was unset.
    record Good(ObjectNode values) implements Read {}

    /// The first thing that is wrong.
    record Bad(Refusal refusal) implements Read {}

    /// Reads parameters of a shape.
    static Read of(Shape.Fields shape, ObjectNode given) {
        return new Reader().read(shape, given);
    }
}
