package dev.aibridge.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.wire.Json;

/// What a vendor bills for one request.
public record Charge(Model model, Usage usage, long microCents) {

    /// The charge at list price.
    public static Charge of(Model model, Usage usage) {
        return new Charge(model, usage, model.price().microCents(usage));
    }

    ObjectNode toJson() {
        return json(usage, microCents);
    }

    static ObjectNode json(Usage usage, long microCents) {
        return Json.object()
                .put("prompt_tokens", usage.prompt())
                .put("cached_tokens", usage.cached())
                .put("completion_tokens", usage.completion())
                .put("reasoning_tokens", usage.reasoning())
                .put("cache_write_5m_tokens", usage.writes().fiveMinutes())
                .put("cache_write_1h_tokens", usage.writes().oneHour())
                .put("images", usage.images())
                .put("units", usage.units())
                .put("usd_micro_cents", microCents);
    }
}
