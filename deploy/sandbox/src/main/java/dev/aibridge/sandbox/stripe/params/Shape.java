package dev.aibridge.sandbox.stripe.params;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// What a parameter may hold.
public sealed interface Shape {

    /// A text.
    ///
    /// @param max characters
    /// @param clearable whether an empty text unsets it
    record Text(int max, boolean clearable) implements Shape {}

    /// A whole number.
    record Whole(long min, long max) implements Shape {}

    /// `true` or `false`.
    record Flag() implements Shape {}

    /// One of some words.
    record OneOf(List<String> words) implements Shape {}

    /// An absolute http or https URL.
    record Url() implements Shape {}

    /// An e-mail address.
    record Email() implements Shape {}

    /// A currency that Stripe takes.
    record Money() implements Shape {}

    /// Free texts by name: at most 50, names of 40 and values of 500 characters.
    record Metadata() implements Shape {}

    /// A moment in seconds, or `gt`, `gte`, `lt`, `lte`.
    record Range() implements Shape {}

    /// A list.
    ///
    /// @param max items
    record ListOf(Shape item, int max) implements Shape {}

    /// An object.
    ///
    /// @param known what the sandbox simulates
    /// @param required names that must be there
    /// @param others names that Stripe knows and the sandbox doesn't simulate
    record Fields(
            SequencedMap<String, Shape> known, SequencedSet<String> required, Set<String> others)
            implements Shape {

        /// An object that takes nothing yet.
        public static Fields none() {
            return new Fields(new LinkedHashMap<>(), new LinkedHashSet<>(), Set.of());
        }

        /// With one more field that may be absent.
        public Fields with(String name, Shape shape) {
            SequencedMap<String, Shape> more = new LinkedHashMap<>(known);
            more.put(name, shape);
            return new Fields(more, required, others);
        }

        /// With one more field that must be there.
        public Fields needing(String name, Shape shape) {
            SequencedSet<String> more = new LinkedHashSet<>(required);
            more.add(name);
            return new Fields(with(name, shape).known, more, others);
        }

        /// With names that Stripe knows and the sandbox doesn't simulate.
        public Fields without(String... names) {
            return new Fields(known, required, Set.of(names));
        }

        /// With the fields of another object that may be absent.
        public Fields with(Fields more) {
            SequencedMap<String, Shape> all = new LinkedHashMap<>(known);
            all.putAll(more.known);
            Set<String> either = new LinkedHashSet<>(others);
            either.addAll(more.others);
            return new Fields(all, required, either);
        }
    }

    /// A text of at most some characters.
    static Shape text(int max) {
        return new Text(max, false);
    }

    /// A text that an empty one unsets.
    static Shape clearable(int max) {
        return new Text(max, true);
    }

    /// One of some words.
    static Shape oneOf(String... words) {
        return new OneOf(List.of(words));
    }

    /// Any id or short text.
    static Shape id() {
        return new Text(5_000, false);
    }

    /// A list of texts, as `expand`.
    static Shape texts() {
        return new ListOf(id(), 100);
    }
}
