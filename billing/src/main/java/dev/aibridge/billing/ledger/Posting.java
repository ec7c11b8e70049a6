package dev.aibridge.billing.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The sums of one wallet's events in one batch: they become one transaction of the ledger.
public final class Posting {

    /// One line of a transaction, in micro-tokens.
    record Entry(long transaction, String account, long amount) {}

    private final UUID wallet;
    private long paid;
    private long goodwill;
    private long overrun;

    /// A posting without events.
    public Posting(UUID wallet) {
        this.wallet = wallet;
    }

    /// Whether one more charge of so many micro-tokens leaves the sums inside 64 bits.
    public boolean fits(long charge) {
        return charge <= Long.MAX_VALUE - revenue();
    }

    /// Adds one event's amounts in micro-tokens.
    ///
    /// @throws ArithmeticException when a sum does not fit
    public void add(long paid, long goodwill, long overrun) {
        this.paid = Math.addExact(this.paid, paid);
        this.goodwill = Math.addExact(this.goodwill, goodwill);
        this.overrun = Math.addExact(this.overrun, overrun);
    }

    /// Whether nothing moves, so that there is no transaction.
    public boolean isEmpty() {
        return paid == 0 && goodwill == 0 && overrun == 0;
    }

    /// Whose.
    public UUID wallet() {
        return wallet;
    }

    /// The lines that are not zero; they sum to zero.
    List<Entry> entries(long transaction) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(transaction, "wallet:" + wallet, -paid));
        entries.add(new Entry(transaction, "goodwill", -goodwill));
        entries.add(new Entry(transaction, "overrun_loss", -overrun));
        entries.add(new Entry(transaction, "revenue", revenue()));
        entries.removeIf(entry -> entry.amount() == 0);
        return entries;
    }

    private long revenue() {
        return Math.addExact(Math.addExact(paid, goodwill), overrun);
    }
}
