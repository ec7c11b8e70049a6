package dev.aibridge.bench;

import dev.aibridge.local.process.Part;
import dev.aibridge.local.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// How fast billing drains a full intake into events, ledger, rollups and wallets.
final class SettlementRate {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stack stack;
    private final Books books;

    SettlementRate(Stack stack) {
        this.stack = stack;
        this.books = new Books(stack.database());
    }

    /// Events per second: billing is held while the intake is filled, and timed from the outside.
    double perSecond(int wallets, int events)
            throws BenchFailed, SQLException, InterruptedException {
        Part billing = stack.part("billing").orElseThrow();
        try (Connection connection = stack.database().connect()) {
            Shipment shipment = new Shipment(connection, wallets);
            long booked = books.booked();
            billing.pause();
            long begun;
            try {
                shipment.ship(events);
                Books.tidy(connection);
            } finally {
                begun = System.nanoTime();
                billing.resume();
            }
            books.await(booked + events, LIMIT);
            double seconds = (System.nanoTime() - begun) / 1e9;
            shipment.close();
            return events / seconds;
        }
    }
}
