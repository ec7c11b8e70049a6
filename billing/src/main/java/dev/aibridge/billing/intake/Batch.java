package dev.aibridge.billing.intake;

import static java.util.Objects.requireNonNull;

import dev.aibridge.billing.caps.Budgets;
import dev.aibridge.billing.caps.Spent;
import dev.aibridge.billing.ledger.Ledger;
import dev.aibridge.billing.ledger.Posting;
import dev.aibridge.billing.rating.PriceBooks;
import dev.aibridge.billing.rating.Rating;
import dev.aibridge.billing.rating.Rating.Rated;
import dev.aibridge.billing.rating.Rating.Unratable;
import dev.aibridge.billing.wallet.Holders;
import dev.aibridge.billing.wallet.Payment;
import dev.aibridge.billing.wallet.Purse;
import dev.aibridge.billing.wallet.Purses;
import dev.aibridge.common.usage.Outcome.Payer;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Books the events of one batch inside one database transaction that the caller commits.
final class Batch {

    private record Candidate(Arrival arrival, UsageEvent event, long charge) {}

    private final Connection connection;
    private final PriceBooks books;
    private final Map<UUID, Candidate> candidates = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Booking> bookings = new ArrayList<>();
    private final Map<UUID, Posting> postings = new HashMap<>();
    private final List<Spent> spent = new ArrayList<>();
    private int repeated;
    private int conflicts;
    private int mismatches;

    Batch(Connection connection, PriceBooks books) {
        this.connection = connection;
        this.books = books;
    }

    /// Books what can be booked and quarantines the rest.
    Settled settle(List<Arrival> arrivals) throws SQLException {
        arrivals.forEach(this::decode);
        dropRepeated();
        dropSealed();
        rate();
        Map<UUID, Purse> purses = Purses.lock(connection, events());
        candidates.values().forEach(candidate -> book(candidate, purses));
        write(purses);
        Quarantine.Added added = Quarantine.add(connection, rejected);
        count(added);
        return new Settled(
                arrivals.size(),
                purses.size(),
                bookings.size(),
                repeated,
                added.events(),
                mismatches,
                conflicts,
                arrivals.stream().mapToLong(Arrival::receivedAtMs).min().orElse(0));
    }

    /// Quarantines events that made their transaction fail; answers how many were new there.
    static int refuse(Connection connection, List<Arrival> arrivals, Exception reason)
            throws SQLException {
        List<Rejected> rejected = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            rejected.add(new Rejected(arrival, walletOf(arrival), String.valueOf(reason)));
        }
        Quarantine.Added added = Quarantine.add(connection, rejected);
        Holders.count(connection, added.counted());
        return added.events();
    }

    private static @Nullable UUID walletOf(Arrival arrival) {
        try {
            return arrival.event().wallet();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void decode(Arrival arrival) {
        try {
            UsageEvent event = arrival.event();
            candidates.put(event.id(), new Candidate(arrival, event, event.charge()));
        } catch (IllegalArgumentException e) {
            rejected.add(new Rejected(arrival, null, String.valueOf(e.getMessage())));
        }
    }

    private List<UsageEvent> events() {
        return candidates.values().stream().map(Candidate::event).toList();
    }

    /// The same event twice is a repeated shipment. Other content under its id is a fault: the
    /// first one stays booked, the newcomer waits for an admin.
    private void dropRepeated() throws SQLException {
        for (UsageEvent known : UsageEvents.find(connection, events()).values()) {
            Candidate again = candidates.remove(known.id());
            if (again == null || Repeats.same(known, again.event())) {
                repeated++;
            } else {
                conflicts++;
                reject(again, "another event is booked under this id");
            }
        }
    }

    /// An event of a day that is gone was booked if its gateway's number was: what it said is not
    /// known any more. Asked after events were: a day may go in between, and is then found here.
    private void dropSealed() throws SQLException {
        List<Arrival> old =
                candidates.values().stream()
                        .map(Candidate::arrival)
                        .filter(Seals::mayBeSealed)
                        .toList();
        for (UUID known : Seals.known(connection, old)) {
            candidates.remove(known);
            repeated++;
        }
    }

    private void reject(Candidate candidate, String reason) {
        rejected.add(new Rejected(candidate.arrival(), candidate.event().wallet(), reason));
    }

    private void rate() throws SQLException {
        for (Candidate candidate : List.copyOf(candidates.values())) {
            UsageEvent event = candidate.event();
            switch (Rating.of(event, books.book(connection, event.bookSeq()))) {
                case Rated rated -> {
                    candidates.replace(
                            event.id(), new Candidate(candidate.arrival(), event, rated.charge()));
                    mismatches += rated.mismatch() ? 1 : 0;
                }
                case Unratable unratable -> {
                    candidates.remove(event.id());
                    reject(candidate, unratable.reason());
                }
            }
        }
    }

    private void book(Candidate candidate, Map<UUID, Purse> purses) {
        UsageEvent event = candidate.event();
        Purse purse = purses.get(event.wallet());
        if (purse == null) {
            reject(candidate, "unknown wallet " + event.wallet());
        } else if (!purse.tenant().equals(event.tenant())) {
            reject(candidate, "a wallet of another tenant");
        } else {
            book(candidate, purse);
        }
    }

    private void book(Candidate candidate, Purse purse) {
        UsageEvent event = candidate.event();
        long goodwill = event.outcome().payer() == Payer.GOODWILL ? candidate.charge() : 0;
        Posting posting = postings.computeIfAbsent(event.wallet(), Posting::new);
        long due = candidate.charge() - goodwill;
        if (!posting.fits(candidate.charge())) {
            reject(candidate, "the sums of its batch do not fit 64 bits");
            return;
        }
        Payment payment = purse.pay(event, due);
        posting.add(payment.paid(), goodwill, payment.overrun());
        bookings.add(
                new Booking(
                        event,
                        candidate.charge(),
                        payment.paid(),
                        goodwill,
                        payment.overrun(),
                        payment.balanceAfter()));
        if (purse.isCapped() && payment.paid() > 0) {
            spent.add(Spent.of(event, bookings.getLast().quarterHourMs(), payment));
        }
    }

    private void write(Map<UUID, Purse> purses) throws SQLException {
        if (bookings.isEmpty()) {
            return;
        }
        Budgets.use(connection, spent);
        Map<UUID, Long> transactions = Ledger.post(connection, List.copyOf(postings.values()));
        UsageEvents.insert(connection, bookings, transactions);
        Rollups.add(connection, bookings);
        Totals.add(connection, bookings);
        Purses.save(connection, purses.values());
    }

    private void count(Quarantine.Added added) throws SQLException {
        Map<UUID, Long> events = new HashMap<>(added.counted());
        bookings.forEach(booking -> events.merge(booking.event().holder(), 1L, Long::sum));
        Quarantine.leave(connection, booked())
                .forEach((holder, before) -> events.merge(holder, -before, Long::sum));
        if (!events.isEmpty()) {
            Holders.count(connection, events);
        }
    }

    private List<Arrival> booked() {
        return bookings.stream()
                .map(booking -> requireNonNull(candidates.get(booking.event().id())).arrival())
                .toList();
    }
}
