package dev.aibridge.billing.intake;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Measures how fast settlement drains a full intake. Not a test: run `main` with the number of
/// events and the number of settlers.
public final class SettlementBench {

    private static final int SHIPMENT = 1_000;

    private SettlementBench() {}

    /// Prints events per second for one wallet and for a thousand.
    public static void main(String[] args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int settlers = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        measure(20_000, 10, settlers); // warms up the code
        measure(events, 1, settlers);
        measure(events, 1_000, settlers);
    }

    private static void measure(int events, int wallets, int settlers) throws Exception {
        try (Books books = Books.open()) {
            fill(books, events, wallets);
            books.run("VACUUM ANALYZE");
            long start = System.nanoTime();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < settlers; i++) {
                threads.add(Thread.ofPlatform().start(() -> drain(new Settling(books, 500))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
            long booked = books.number("SELECT count(*) FROM usage.event");
            System.out.printf(
                    "%d events of %d wallets, %d settlers: %.2f s, %.0f events/s%n",
                    booked, wallets, settlers, seconds, booked / seconds);
            prove(books);
        }
    }

    private static void prove(Books books) throws SQLException {
        long start = System.nanoTime();
        List<String> broken = books.broken();
        System.out.printf(
                "  proof: %s in %d ms%n",
                broken, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private static void drain(Settling settling) {
        try {
            settling.all();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(Books books, int events, int wallets) throws SQLException {
        UUID holder = books.holder();
        List<Wallet> all = new ArrayList<>();
        for (int i = 0; i < wallets; i++) {
            Wallet wallet = books.wallet(1_000_000_000_000L);
            books.take(holder, wallet.id(), 0, 0, 600_000, 100_000_000_000L);
            all.add(wallet);
        }
        List<UsageEvent> shipment = new ArrayList<>();
        for (int seq = 1; seq <= events; seq++) {
            shipment.add(Usage.of(holder, seq, all.get(seq % wallets), seq % 100 + 1).event());
            if (shipment.size() == SHIPMENT) {
                books.ship(shipment);
                shipment.clear();
            }
        }
        books.ship(shipment);
    }
}
