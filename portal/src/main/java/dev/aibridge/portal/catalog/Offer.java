package dev.aibridge.portal.catalog;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;

/// A model that can be called, and what it costs now.
public record Offer(Model model, Multipliers multipliers) {

    /// Its name.
    public String id() {
        return model.id;
    }

    /// What a token that it reads costs, in parts per million.
    public long inputPpm() {
        return multipliers.ppm(Bucket.INPUT);
    }

    /// What a token that its vendor still knew costs, in parts per million.
    public long cachedPpm() {
        return multipliers.ppm(Bucket.CACHE_READ);
    }

    /// What a token that it writes costs, in parts per million.
    public long outputPpm() {
        return multipliers.ppm(Bucket.OUTPUT);
    }
}
