package dev.aibridge.sandbox.stripe.api;

import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Journal;
import dev.aibridge.sandbox.stripe.pay.MoneyOut;
import dev.aibridge.sandbox.stripe.pay.OffSession;
import dev.aibridge.sandbox.stripe.pay.Sessions;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All operations of the API.
public final class Routes {

    private Routes() {}

    /// The operations over these books.
    ///
    /// @param refundStatus of the next refund
    public static List<Route> of(
            Books books,
            Journal journal,
            Sessions sessions,
            MoneyOut out,
            OffSession offSession,
            Supplier<String> refundStatus) {
        Shelves shelves = new Shelves(books);
        return Stream.of(
                        new SessionEndpoints(books, journal, sessions, shelves).routes(),
                        new CustomerEndpoints(books, journal).routes(),
                        List.of(
                                new IntentEndpoint(books, offSession).route(),
                                new RefundEndpoint(books, out.refunds(), refundStatus).route(),
                                new DisputeEndpoints(books, out.disputes()).route()),
                        shelves.routes())
                .flatMap(List::stream)
                .toList();
    }
}
