package dev.aibridge.gateway.routing;

import dev.aibridge.common.pricing.PriceBook;
import java.util.Comparator;
import java.util.List;

/// The price books that are in force or will be. Each is made from the one before it, so of those
/// whose time has come the newest counts.
final class PriceBooks {

    private final List<PriceBook> newestFirst;

    /// @throws IllegalArgumentException when there is none
    PriceBooks(List<PriceBook> books) {
        if (books.isEmpty()) {
            throw new IllegalArgumentException("no price book is in force");
        }
        newestFirst =
                books.stream().sorted(Comparator.comparingLong(PriceBook::seq).reversed()).toList();
    }

    /// The one in force; the oldest known when the clock says that none is yet.
    PriceBook at(long databaseMs) {
        for (PriceBook book : newestFirst) {
            if (book.validFrom().toEpochMilli() <= databaseMs) {
                return book;
            }
        }
        return newestFirst.getLast();
    }
}
