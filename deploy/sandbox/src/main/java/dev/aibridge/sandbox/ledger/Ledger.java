package dev.aibridge.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.ledger.Entry.Arrival;
import dev.aibridge.sandbox.ledger.Entry.Closing;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Everything that arrived since the start or the last reset, and the vendors' bill. The list is
/// bounded and forgets its oldest entries; the sums of the bill forget nothing. Safe for use by
/// several threads.
public final class Ledger {

    private final InstantSource clock;
    private final int maxEntries;
    private final long maxBytes;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private final TreeMap<String, Totals> sums = new TreeMap<>();
    private final Minutes minutes = new Minutes();
    private long lastSeq;
    private long bytes;

    /// An empty ledger.
    ///
    /// @param maxEntries requests remembered
    /// @param maxBytes characters of bodies remembered
    public Ledger(InstantSource clock, int maxEntries, long maxBytes) {
        this.clock = clock;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /// Notes a request.
    ///
    /// @return its number, larger than every earlier one
    public synchronized long arrived(Arrival arrival, String body) {
        long seq = ++lastSeq;
        entries.put(seq, new Entry(seq, arrival, body, clock.instant(), null, null));
        bytes += body.length();
        while (entries.size() > maxEntries || bytes > maxBytes) {
            bytes -= entries.pollFirstEntry().getValue().body().length();
        }
        return seq;
    }

    /// Notes how a request ended.
    ///
    /// @param charge what the vendor bills; null for nothing
    public synchronized void ended(
            long seq, Arrival arrival, Closing closing, @Nullable Charge charge) {
        entries.computeIfPresent(
                seq,
                (key, e) -> new Entry(seq, e.arrival(), e.body(), e.arrivedAt(), closing, charge));
        if (charge != null) {
            bill(arrival.vendor(), charge, closing.endedAt());
        }
    }

    /// Bills a request, as if it had ended then: nobody need have seen it arrive.
    public synchronized void bill(String vendor, Charge charge, Instant at) {
        sums.computeIfAbsent(vendor + "/" + charge.model().id(), key -> new Totals()).add(charge);
        minutes.add(vendor, charge, at);
    }

    /// What the vendor billed for requests that ended in that time, by model.
    ///
    /// @param since whole minutes, inclusive
    /// @param until whole minutes, exclusive
    public synchronized List<Used> used(Vendor vendor, Instant since, Instant until) {
        return minutes.between(vendor.id(), since, until);
    }

    /// Forgets all entries and sums; numbers go on.
    public synchronized void reset() {
        entries.clear();
        sums.clear();
        minutes.clear();
        bytes = 0;
    }

    /// The requests that fit, oldest first.
    public synchronized ObjectNode requests(Filter filter) {
        ObjectNode json = Json.object().put("last_seq", lastSeq);
        ArrayNode list = json.putArray("requests");
        entries.values().stream().filter(filter).forEach(entry -> list.add(entry.toJson()));
        return json;
    }

    /// The bill: sums by vendor and model, and what each remembered request cost.
    public synchronized ObjectNode bill(Filter filter) {
        Map<String, Totals> shown = filter.all() ? sums : sumsOf(filter);
        ObjectNode json = Json.object();
        ObjectNode byModel = json.putObject("vendors");
        for (Map.Entry<String, Totals> sum : shown.entrySet()) {
            String[] names = sum.getKey().split("/", 2);
            byModel.withObjectProperty(names[0]).set(names[1], sum.getValue().toJson());
        }
        ArrayNode list = json.putArray("requests");
        Totals total = new Totals();
        for (Entry entry : entries.values()) {
            Charge charge = entry.charge();
            if (charge != null && filter.test(entry)) {
                total.add(charge);
                list.add(line(entry, charge));
            }
        }
        json.set("total", filter.all() ? everything() : total.toJson());
        return json;
    }

    private Map<String, Totals> sumsOf(Predicate<Entry> filter) {
        Map<String, Totals> some = new TreeMap<>();
        for (Entry entry : entries.values()) {
            Charge charge = entry.charge();
            if (charge != null && filter.test(entry)) {
                some.computeIfAbsent(
                                entry.arrival().vendor() + "/" + charge.model().id(),
                                key -> new Totals())
                        .add(charge);
            }
        }
        return some;
    }

    private ObjectNode everything() {
        Totals all = new Totals();
        sums.values().forEach(all::add);
        return all.toJson();
    }

    private static ObjectNode line(Entry entry, Charge charge) {
        ObjectNode line =
                Json.object()
                        .put("seq", entry.seq())
                        .put("vendor", entry.arrival().vendor())
                        .put("model", charge.model().id());
        Closing closing = entry.ending();
        if (closing != null) {
            line.put("outcome", closing.outcome());
        }
        return line.setAll(charge.toJson());
    }
}
