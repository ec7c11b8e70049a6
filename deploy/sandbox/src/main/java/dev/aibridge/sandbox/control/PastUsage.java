package dev.aibridge.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.Writes;
import dev.aibridge.sandbox.ledger.Charge;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.vendor.Vendor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Usage of another time, as if so many equal requests had ended then: nobody can wait a day for a
/// day's bill.
record PastUsage(ChatVendor vendor, Charge charge, Instant at, int times) {

    private static final int MOST = 100_000;

    /// That of a JSON object; empty when it is none.
    static Optional<PastUsage> of(JsonNode json) {
        Optional<ChatVendor> vendor =
                Vendor.of(json.path("vendor").asText())
                        .filter(ChatVendor.class::isInstance)
                        .map(ChatVendor.class::cast);
        Optional<Model> model = vendor.flatMap(one -> one.model(json.path("model").asText()));
        int times = json.path("requests").asInt(1);
        if (model.isEmpty() || times < 1 || times > MOST) {
            return Optional.empty();
        }
        try {
            Usage usage =
                    new Usage(
                            json.path("prompt_tokens").asLong(),
                            json.path("cached_tokens").asLong(),
                            Writes.NONE,
                            json.path("completion_tokens").asLong(),
                            0,
                            0,
                            0);
            Instant at = Instant.parse(json.path("at").asText());
            return Optional.of(
                    new PastUsage(vendor.orElseThrow(), Charge.of(model.get(), usage), at, times));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    void bill(Ledger ledger) {
        for (int i = 0; i < times; i++) {
            ledger.bill(vendor.id(), charge, at);
        }
    }
}
