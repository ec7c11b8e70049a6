package dev.aibridge.billing.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// What is answered is the sum of the events, whatever is asked.
class UsageRowsTest {

    private static final Instant FROM = Instant.parse("2026-03-20T00:00:00Z");

    /// Both changes of clocks in spring, of Europe and of Lord Howe, are within.
    private static final int QUARTERS = 24 * 24 * 4;

    private static final int EVENTS = 3_000;
    private static final String EVENTS_AS_BOOKED =
            "SELECT admitted_at, model_id, key_id, outcome, counts, charge, paid FROM usage.event";
    private static final List<String> MODELS = List.of(Usage.MODEL, "gpt-4o");

    private static Books books;
    private static Wallet wallet;
    private static UsageRows rows;
    private static List<Booked> booked;

    private record Booked(
            Instant at,
            String model,
            String key,
            String outcome,
            long[] counts,
            long charge,
            long paid) {

        static Booked read(ResultSet row) throws SQLException {
            return new Booked(
                    Rows.instant(row, 1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    Rows.longs(row, 5),
                    row.getLong(6),
                    row.getLong(7));
        }

        @Nullable String group(Grouping grouping) {
            return switch (grouping) {
                case MODEL -> model;
                case KEY -> key;
                case NONE -> null;
            };
        }

        UsageRow row(ZonedDateTime start, Grouping grouping, boolean told) {
            boolean failed = Outcome.valueOf(outcome).payer() != Outcome.Payer.CUSTOMER;
            return new UsageRow(
                    start.toOffsetDateTime(),
                    group(grouping),
                    1,
                    failed ? 1 : 0,
                    told ? counts : new long[0],
                    charge,
                    paid);
        }
    }

    @BeforeContainer
    static void aBusyMonth() throws SQLException {
        books = Books.open();
        rows = new UsageRows(books.billing());
        wallet = books.wallet(1_000_000_000_000_000L);
        UUID holder = books.holder();
        Random random = new Random(5);
        for (int seq = 1; seq <= EVENTS; seq++) {
            books.ship(event(Usage.of(holder, seq, wallet, 0), random).event());
        }
        new Settling(books, 500).all();
        assertThat(books.broken()).isEmpty();
        try (Connection connection = books.billing().getConnection()) {
            booked = Rows.all(connection, Booked::read, EVENTS_AS_BOOKED);
        }
        assertThat(booked).hasSize(EVENTS);
    }

    /// Mostly in few quarters, and often on an edge.
    private static Usage event(Usage usage, Random random) {
        int quarter = random.nextInt(random.nextBoolean() ? QUARTERS : 150);
        long ms = random.nextInt(3) == 0 ? random.nextInt(2) * 899_999L : random.nextInt(900_000);
        Counts counts =
                Counts.NONE
                        .with(Bucket.INPUT, random.nextInt(500))
                        .with(Bucket.CACHE_READ, random.nextInt(50))
                        .with(Bucket.OUTPUT, random.nextInt(50));
        return usage.under(Ids.at(FROM.plusSeconds(900L * quarter).toEpochMilli() + ms))
                .priced(MODELS.get(random.nextInt(2)), 1, counts, 0)
                .as(Outcome.values()[random.nextInt(Outcome.values().length)]);
    }

    @AfterContainer
    static void close() {
        books.close();
    }

    @Property(tries = 150)
    void anAnswerIsTheSumOfItsEvents(
            @ForAll("windows") Window window,
            @ForAll Grouping grouping,
            @ForAll boolean told,
            @ForAll boolean oneModel)
            throws SQLException {
        Filter filter = new Filter(null, oneModel ? Usage.MODEL : null);
        List<UsageRow> found =
                rows.of(wallet.tenant(), window, grouping, filter, told, Integer.MAX_VALUE);
        assertThat(found.stream().map(UsageRowsTest::text).toList())
                .containsExactlyElementsOf(expected(window, grouping, told, oneModel));
    }

    @Provide
    Arbitrary<Window> windows() {
        return Combinators.combine(
                        Arbitraries.integers().between(-100, QUARTERS),
                        Arbitraries.integers().between(1, QUARTERS),
                        Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()),
                        Arbitraries.of(Step.class))
                .as(
                        (first, quarters, zone, step) -> {
                            Instant from = FROM.plusSeconds(900L * first);
                            Instant to = from.plusSeconds(900L * quarters);
                            return new Window(from, to, ZoneId.of(zone), step);
                        });
    }

    private static List<String> expected(
            Window window, Grouping grouping, boolean told, boolean oneModel) {
        TreeMap<Instant, ZonedDateTime> starts = new TreeMap<>();
        window.starts().forEach(start -> starts.put(start.toInstant(), start));
        Map<String, UsageRow> sums = new TreeMap<>();
        for (Booked event : booked) {
            boolean within =
                    !event.at().isBefore(window.from()) && event.at().isBefore(window.to());
            if (within && !(oneModel && !event.model().equals(Usage.MODEL))) {
                Map.Entry<Instant, ZonedDateTime> step = starts.floorEntry(event.at());
                String place = step.getKey().getEpochSecond() + " " + event.group(grouping);
                sums.merge(place, event.row(step.getValue(), grouping, told), UsageRowsTest::plus);
            }
        }
        return sums.values().stream().map(UsageRowsTest::text).toList();
    }

    private static UsageRow plus(UsageRow a, UsageRow b) {
        long[] counts = new long[a.counts().length];
        Arrays.setAll(counts, i -> a.counts()[i] + b.counts()[i]);
        return new UsageRow(
                a.start(),
                a.group(),
                a.requests() + b.requests(),
                a.failed() + b.failed(),
                counts,
                a.chargeMicro() + b.chargeMicro(),
                a.paidMicro() + b.paidMicro());
    }

    private static String text(UsageRow row) {
        return "%s %s %d %d %s %d %d"
                .formatted(
                        row.start(),
                        row.group(),
                        row.requests(),
                        row.failed(),
                        Arrays.toString(row.counts()),
                        row.chargeMicro(),
                        row.paidMicro());
    }
}
