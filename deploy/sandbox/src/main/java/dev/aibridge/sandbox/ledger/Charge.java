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
        return Json.object()
                .put("prompt_tokens", usage.prompt())
                .put("cached_tokens", usage.cached())
                .put("completion_tokens", usage.completion())
                .put("reasoning_tokens", usage.reasoning())
                .put("images", usage.images())
                .put("usd_micro_cents", microCents);
    }
}
