package dev.aibridge.billing.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a usage report.
///
/// @param next where the next one begins; `null` when this is the last
record UsagePage(List<BilledUsage> used, @Nullable String next) {

    /// Where a vendor names no model.
    private static final String NO_MODEL = "unknown";

    /// Reads a page.
    ///
    /// @throws IllegalArgumentException when it is none
    static UsagePage of(JsonNode body) {
        if (!"page".equals(body.path("object").asText()) || !body.path("data").isArray()) {
            throw new IllegalArgumentException("no page");
        }
        List<BilledUsage> used = new ArrayList<>();
        for (JsonNode bucket : body.path("data")) {
            LocalDate day =
                    Instant.ofEpochSecond(whole(bucket, "start_time"))
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDate();
            for (JsonNode result : bucket.path("results")) {
                used.add(result(day, result));
            }
        }
        JsonNode next = body.path("next_page");
        return new UsagePage(
                used, body.path("has_more").asBoolean() && next.isTextual() ? next.asText() : null);
    }

    private static BilledUsage result(LocalDate day, JsonNode result) {
        return new BilledUsage(
                day,
                result.path("model").asText(NO_MODEL),
                whole(result, "num_model_requests"),
                whole(result, "input_tokens"),
                wholeOrNone(result, "input_cached_tokens"),
                wholeOrNone(result, "output_tokens"));
    }

    private static long wholeOrNone(JsonNode node, String name) {
        return node.hasNonNull(name) ? whole(node, name) : 0;
    }

    private static long whole(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is no whole number");
        }
        return value.asLong();
    }
}
