package dev.aibridge.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Usage;

/// A sum of charges.
final class Totals {

    private long requests;
    private Usage usage = Usage.ofUnits(0);
    private long microCents;

    void add(Charge charge) {
        requests++;
        usage = usage.plus(charge.usage());
        microCents += charge.microCents();
    }

    void add(Totals other) {
        requests += other.requests;
        usage = usage.plus(other.usage);
        microCents += other.microCents;
    }

    ObjectNode toJson() {
        ObjectNode json = Charge.json(usage, microCents);
        return json.put("requests", requests);
    }
}
