package dev.aibridge.bench;

import dev.aibridge.local.stack.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How soon usage reaches its wallet and how long a lease takes while billing settles at a fixed
/// rate.
///
/// @param usageToWallet from the commit of a shipment until all of it is booked; sorted, in
///   nanoseconds
/// @param takes of leases of the same wallets by another gateway; sorted, in nanoseconds
/// @param perSecond what was really shipped
record WhileSettling(long[] usageToWallet, long[] takes, double perSecond) {

    /// Events per second, whatever billing does.
    static final int RATE = 10_000;

    private static final int WALLETS = 1_000;
    private static final int BATCH = 500;
    private static final long BEAT = TimeUnit.SECONDS.toNanos(1) * BATCH / RATE;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long TAKE_MICRO = 1_000_000;

    private static final String BOOKED = "SELECT booked FROM billing.holder WHERE id = ?";
    private static final String TAKE =
            "SELECT (billing.lease_take(?, ?, 9223372036854775807, 0, ?, ?, ?)).outcome";

    /// When so many events were there.
    private record Mark(long events, long nanos) {}

    /// Ships, watches and takes side by side for that time.
    static WhileSettling measure(Stack stack, Duration time)
            throws BenchFailed, SQLException, InterruptedException {
        try (Connection shipping = stack.database().connect();
                Connection watching = stack.database().connect();
                Connection taking = stack.database().connect();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Shipment shipment = new Shipment(shipping, WALLETS);
            Books.tidy(shipping);
            long beats = time.toNanos() / BEAT;
            long end = System.nanoTime() + time.plus(LIMIT).toNanos();
            Future<List<Mark>> booked =
                    threads.submit(() -> watch(watching, shipment, beats * BATCH, end));
            Future<long[]> takes = threads.submit(() -> take(taking, shipment, time));
            List<Mark> shipped = ship(shipment, beats);
            double seconds = (shipped.getLast().nanos - shipped.getFirst().nanos) / 1e9;
            long[] delays = delays(shipped, booked.get());
            shipment.close();
            return new WhileSettling(delays, takes.get(), (beats - 1) * BATCH / seconds);
        } catch (ExecutionException e) {
            throw new BenchFailed("settlement was not measured: " + e.getCause());
        }
    }

    /// On the beat: one that is late is followed by a shorter pause, so that the rate holds.
    private static List<Mark> ship(Shipment shipment, long beats) throws SQLException {
        List<Mark> marks = new ArrayList<>();
        long due = System.nanoTime();
        for (long beat = 1; beat <= beats; beat++) {
            shipment.ship(BATCH);
            marks.add(new Mark(beat * BATCH, System.nanoTime()));
            due += BEAT;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return marks;
    }

    private static List<Mark> watch(Connection connection, Shipment shipment, long events, long end)
            throws SQLException, BenchFailed {
        List<Mark> marks = new ArrayList<>();
        try (PreparedStatement booked = connection.prepareStatement(BOOKED)) {
            booked.setObject(1, shipment.holder());
            long seen = 0;
            while (seen < events) {
                try (ResultSet row = booked.executeQuery()) {
                    row.next();
                    long now = System.nanoTime();
                    if (row.getLong(1) > seen) {
                        seen = row.getLong(1);
                        marks.add(new Mark(seen, now));
                    }
                    if (now - end > 0) {
                        throw new BenchFailed("%d of %d events are booked".formatted(seen, events));
                    }
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        return marks;
    }

    /// Each shipment's time until as many events are booked as were shipped with it.
    private static long[] delays(List<Mark> shipped, List<Mark> booked) {
        return shipped.stream()
                .mapToLong(
                        mark ->
                                booked.stream()
                                                .filter(seen -> seen.events >= mark.events)
                                                .findFirst()
                                                .orElseThrow()
                                                .nanos
                                        - mark.nanos)
                .sorted()
                .toArray();
    }

    /// A take every 10 ms, of one wallet after the other.
    private static long[] take(Connection connection, Shipment shipment, Duration time)
            throws SQLException, BenchFailed {
        UUID holder = Shipment.register(connection);
        List<UUID> wallets = shipment.wallets();
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            for (int i = 0; System.nanoTime() - end < 0; i++) {
                take.setObject(1, holder);
                take.setObject(2, wallets.get(i % wallets.size()));
                take.setLong(3, TAKE_MICRO);
                take.setLong(4, TAKE_MICRO);
                take.setLong(5, TAKE_MICRO);
                long begun = System.nanoTime();
                try (ResultSet row = take.executeQuery()) {
                    row.next();
                    if (!row.getString(1).equals("granted")) {
                        throw new BenchFailed("a take was answered " + row.getString(1));
                    }
                }
                nanos.add(System.nanoTime() - begun);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        Shipment.close(connection, holder, 0);
        return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
