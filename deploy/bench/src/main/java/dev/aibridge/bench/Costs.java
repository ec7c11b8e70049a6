package dev.aibridge.bench;

import dev.aibridge.local.process.Part;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Processor time per request: gateway and nginx in turns, under the same load.
final class Costs {

    private static final Duration BOOKING_LIMIT = Duration.ofSeconds(90);
    private static final Amount NGINX_WARM_UP = Amount.of(1_000, 2);

    private final House house;
    private final Vertx vertx;
    private final Pace pace;
    private final Books books;

    Costs(House house, Vertx vertx, Pace pace) {
        this.house = house;
        this.vertx = vertx;
        this.pace = pace;
        this.books = new Books(house.stack().database());
    }

    /// Warms up and measures.
    List<Round> measure(boolean streamed) throws BenchFailed, SQLException, InterruptedException {
        Optional<Part> nginx = house.nginx();
        try (Load gateway = new Load(vertx, house.gateway(), streamed);
                Load other = new Load(vertx, nginxOrVendor(nginx), streamed)) {
            Pace.Work work = pace.work(streamed);
            turn(gateway, work.warmUp());
            other.closed(NGINX_WARM_UP);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < pace.rounds(); i++) {
                Turn own = turn(gateway, work.round());
                rounds.add(
                        own.beside(
                                nginx.isPresent()
                                        ? nginx(other, nginx.get(), work.round())
                                        : Double.NaN));
            }
            return rounds;
        }
    }

    private Target nginxOrVendor(Optional<Part> nginx) {
        return nginx.map(part -> Nginx.target(part.plan().port())).orElseGet(house::direct);
    }

    private record Turn(
            double perSecond, double gateway, double postgres, double redis, double billing) {

        Round beside(double nginx) {
            return new Round(perSecond, gateway, nginx, postgres, redis, billing);
        }
    }

    /// The load, and all that it leaves to do: a turn is over when its last event is booked.
    private Turn turn(Load load, Amount amount)
            throws BenchFailed, SQLException, InterruptedException {
        long booked = books.booked();
        Clocks before = clocks();
        long begun = System.nanoTime();
        long requests = load.closed(amount);
        double seconds = (System.nanoTime() - begun) / 1e9;
        books.await(booked + requests, BOOKING_LIMIT);
        Clocks after = clocks();
        double each = requests;
        return new Turn(
                each / seconds,
                (after.gateway - before.gateway) / each,
                (after.postgres - before.postgres) / each,
                (after.redis - before.redis) / each,
                (after.billing - before.billing) / each);
    }

    private double nginx(Load load, Part nginx, Amount amount)
            throws BenchFailed, InterruptedException {
        long before = Cpu.micros(nginx.pid());
        long requests = load.closed(amount);
        return (Cpu.micros(nginx.pid()) - before) / (double) requests;
    }

    private record Clocks(long gateway, long postgres, long redis, long billing) {}

    private Clocks clocks() {
        return new Clocks(clock("gateway"), clock("postgres"), clock("redis"), clock("billing"));
    }

    private long clock(String part) {
        return Cpu.micros(house.pid(part));
    }
}
