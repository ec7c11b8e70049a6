package dev.aibridge.sandbox.ledger;

import dev.aibridge.sandbox.vendor.Model;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The vendors' bill by the minute in which requests ended, as the finest usage report has it. The
/// last months are kept.
final class Minutes {

    /// Some 100 bytes for each minute and model that was used.
    private static final int KEPT = 100_000;

    private record Line(String vendor, Model model) {}

    private final TreeMap<Instant, Map<Line, Used>> minutes = new TreeMap<>();

    void add(String vendor, Charge charge, Instant at) {
        Line line = new Line(vendor, charge.model());
        Map<Line, Used> minute =
                minutes.computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), _ -> new HashMap<>());
        minute.put(line, minute.getOrDefault(line, Used.nothing(line.model())).and(charge));
        if (minutes.size() > KEPT) {
            minutes.pollFirstEntry();
        }
    }

    void clear() {
        minutes.clear();
    }

    List<Used> between(String vendor, Instant since, Instant until) {
        Map<Model, Used> models = new HashMap<>();
        for (Map<Line, Used> minute : minutes.subMap(since, until).values()) {
            minute.forEach(
                    (line, used) -> {
                        if (line.vendor().equals(vendor)) {
                            models.merge(line.model(), used, Used::and);
                        }
                    });
        }
        return models.values().stream()
                .sorted(Comparator.comparing(used -> used.model().id()))
                .toList();
    }
}
