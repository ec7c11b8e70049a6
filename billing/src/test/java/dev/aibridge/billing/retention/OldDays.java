package dev.aibridge.billing.retention;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A wallet that was used long ago, through a gateway that ended.
final class OldDays {

    static final long PLENTY = 1_000_000_000_000L;

    private static final long DAY_MS = 86_400_000;

    private final Books books;
    private final Settling settling;
    private final List<UsageEvent> events = new ArrayList<>();
    final Wallet wallet;
    final UUID holder;
    private long seq;

    OldDays(Books books) throws SQLException {
        this.books = books;
        this.settling = new Settling(books, 500);
        this.wallet = books.wallet(PLENTY);
        this.holder = books.holder();
        books.cap(wallet, UsageEvent.SHARED, "total", PLENTY);
        books.cap(wallet, UsageEvent.SHARED, "month", PLENTY);
    }

    /// The UTC day so many days before today.
    static LocalDate day(int ago) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(ago);
    }

    /// Noon of that day, in milliseconds since 1970.
    static long noon(int ago) {
        return day(ago).toEpochDay() * DAY_MS + DAY_MS / 2;
    }

    /// Gives a day a partition, as it had when it was today.
    void partition(int ago) throws SQLException {
        LocalDate day = day(ago);
        books.run(
                "CREATE TABLE usage.event_%s PARTITION OF usage.event FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(day.toString().replace("-", ""), day, day.plusDays(1)));
    }

    /// Ends that are paid by everybody who pays, on each of those days, in one batch.
    void use(int... daysAgo) throws SQLException {
        List<UsageEvent> batch = new ArrayList<>();
        for (int ago : daysAgo) {
            for (Outcome outcome : Outcome.values()) {
                batch.add(next(ago).as(outcome).event());
            }
        }
        events.addAll(batch);
        books.ship(batch);
        settling.all();
    }

    /// The next request, on that day; nobody has shipped it yet.
    Usage next(int ago) {
        return Usage.of(holder, ++seq, wallet, 10).under(Ids.at(noon(ago)));
    }

    /// The same by a gateway whose clock was far behind when it made the id.
    static UsageEvent admittedNow(UsageEvent e) {
        return new UsageEvent(
                e.id(),
                e.holder(),
                e.seq(),
                e.tenant(),
                e.key(),
                e.wallet(),
                e.endpoint(),
                e.model(),
                e.channel(),
                e.bookSeq(),
                e.priceGroup(),
                e.outcome(),
                e.source(),
                e.counts(),
                e.charge(),
                e.status(),
                e.streamed(),
                e.attempts(),
                System.currentTimeMillis(),
                e.firstByteMs(),
                e.durationMs(),
                e.ownLease());
    }

    /// Ships everything once more.
    void again() throws SQLException {
        books.ship(events);
        settling.all();
    }

    /// Ships something and settles it.
    void ship(UsageEvent event) throws SQLException {
        books.ship(event);
        settling.all();
    }

    /// The gateway ends; all that it admitted is booked.
    void end() throws SQLException {
        Object closed = books.ask("SELECT billing.holder_close(?, ?)", holder, seq);
        if (!"closed".equals(closed)) {
            throw new AssertionError("the gateway is " + closed);
        }
    }

    /// Proves everything; answers what is broken.
    List<String> broken() throws SQLException {
        return books
                .rows("SELECT code FROM billing.prove(true) WHERE NOT ok ORDER BY code")
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    /// Tries to seal that day; what hinders it.
    @Nullable Object seal(int ago) throws SQLException {
        return books.ask("SELECT billing.seal_day(?, 400)", day(ago));
    }

    long posted() throws SQLException {
        return books.number("SELECT posted FROM billing.wallet WHERE id = ?", wallet.id());
    }
}
