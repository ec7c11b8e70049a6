package dev.aibridge.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.wire.Json;

/// A sum of charges.
final class Totals {

    private long requests;
    private long prompt;
    private long cached;
    private long completion;
    private long reasoning;
    private long images;
    private long microCents;

    void add(Charge charge) {
        Usage usage = charge.usage();
        requests++;
        prompt += usage.prompt();
        cached += usage.cached();
        completion += usage.completion();
        reasoning += usage.reasoning();
        images += usage.images();
        microCents += charge.microCents();
    }

    void add(Totals other) {
        requests += other.requests;
        prompt += other.prompt;
        cached += other.cached;
        completion += other.completion;
        reasoning += other.reasoning;
        images += other.images;
        microCents += other.microCents;
    }

    ObjectNode toJson() {
        return Json.object()
                .put("requests", requests)
                .put("prompt_tokens", prompt)
                .put("cached_tokens", cached)
                .put("completion_tokens", completion)
                .put("reasoning_tokens", reasoning)
                .put("images", images)
                .put("usd_micro_cents", microCents);
    }
}
