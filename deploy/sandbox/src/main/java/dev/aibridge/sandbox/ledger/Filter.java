package dev.aibridge.sandbox.ledger;

import java.util.function.Predicate;

/// Which requests are asked for.
///
/// @param vendor its id; empty for all
/// @param since only numbers above this one
/// @param contains text that the body must hold; empty for any
public record Filter(String vendor, long since, String contains) implements Predicate<Entry> {

    @Override
    public boolean test(Entry entry) {
        return entry.seq() > since
                && (vendor.isEmpty() || vendor.equals(entry.arrival().vendor()))
                && entry.contains(contains);
    }

    boolean all() {
        return vendor.isEmpty() && since == 0 && contains.isEmpty();
    }
}
