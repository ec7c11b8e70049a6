package dev.aibridge.chaos.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What clients saw against what was booked, after a fault has healed.
///
/// @param booked by request
/// @param calls what clients saw
record Reckoning(Map<UUID, Booking> booked, List<Load.Call> calls) {

    private static final Duration HEALED = Duration.ofSeconds(30);

    /// Waits until all that clients saw finish is booked, and demands: each exactly once and paid;
    /// nothing paid for an answer that broke; the wallet lower by exactly what was paid; the proof.
    static Reckoning of(World world, Customer customer, Credits funds, List<Load.Call> calls)
            throws SQLException {
        Set<UUID> finished = ids(calls);
        await("the booking of " + finished.size() + " answers")
                .atMost(HEALED)
                .until(() -> missing(world, customer, finished).isEmpty());
        await("an empty intake").atMost(HEALED).until(() -> number(world, INTAKE) == 0);
        List<Booking> bookings = world.bookings(customer);
        Map<UUID, Booking> booked =
                bookings.stream().collect(Collectors.toMap(Booking::id, Function.identity()));
        assertThat(booked).as("no request is booked twice").hasSameSizeAs(bookings);
        Reckoning reckoning = new Reckoning(booked, calls);
        finished.forEach(reckoning::assertPaid);
        calls.forEach(reckoning::assertNotChargedForNothing);
        Credits paid = bookings.stream().map(Booking::paid).reduce(Credits.ZERO, Credits::plus);
        assertThat(world.posted(customer)).isEqualTo(funds.minus(paid));
        world.assertProven();
        return reckoning;
    }

    static final String INTAKE = "SELECT count(*) FROM usage.intake";

    static void run(World world, String sql) throws SQLException {
        try (Connection connection = world.stack().database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(World world, String sql) throws SQLException {
        try (Connection connection = world.stack().database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static String text(World world, String sql) throws SQLException {
        return texts(world, sql).getFirst();
    }

    static List<String> texts(World world, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = world.stack().database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    /// What our ledger and Stripe's balance do not agree about.
    static List<String> openFindings(World world, Buyer buyer) throws Exception {
        String admin = Shared.ISSUER.admin(UUID.randomUUID());
        Buyer.Answer run = buyer.post("/v1/admin/reconciliation/runs", admin);
        assertThat(run.status()).as("%s", run).isEqualTo(201);
        return texts(
                world,
                "SELECT kind || ' ' || subject FROM billing.finding WHERE gone_at IS NULL AND resolved_at IS NULL");
    }

    private static Set<UUID> ids(List<Load.Call> calls) {
        List<UUID> ids =
                calls.stream()
                        .map(Load.Call::reply)
                        .filter(Reply::finished)
                        .map(Reply::id)
                        .toList();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        return Set.copyOf(ids);
    }

    private static Set<UUID> missing(World world, Customer customer, Set<UUID> ids)
            throws SQLException {
        Set<UUID> booked =
                world.bookings(customer).stream().map(Booking::id).collect(Collectors.toSet());
        return ids.stream().filter(id -> !booked.contains(id)).collect(Collectors.toSet());
    }

    private void assertPaid(UUID id) {
        Booking booking = requireNonNull(booked.get(id));
        assertThat(booking.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(booking.paid()).isEqualTo(booking.charge()).isGreaterThan(Credits.ZERO);
    }

    /// A stream that broke before its last chunk, and whatever was answered with an error, costs
    /// the customer nothing. (Of one that lacks its terminal alone the client has all it paid for.)
    private void assertNotChargedForNothing(Load.Call call) {
        Reply reply = call.reply();
        boolean complete = reply.finished() || reply.body().contains("\"finish_reason\":\"");
        if (!complete && reply.hasId() && booked.containsKey(reply.id())) {
            Booking booking = requireNonNull(booked.get(reply.id()));
            assertThat(booking.paid()).as("%s", reply).isEqualTo(Credits.ZERO);
        }
    }

    long with(Outcome outcome) {
        return booked.values().stream().filter(one -> one.outcome() == outcome).count();
    }

    /// What clients were told, counted: `finished`, `502 upstream_error`, `cut`.
    Map<String, Long> told() {
        return calls.stream()
                .map(Load.Call::reply)
                .collect(
                        Collectors.groupingBy(
                                Reckoning::told, TreeMap::new, Collectors.counting()));
    }

    static String told(Reply reply) {
        if (reply.finished()) {
            return "finished";
        }
        if (reply.honest()) {
            return reply.status() + " " + reply.errorCode();
        }
        return reply.connected() ? "cut" : "not connected";
    }
}
