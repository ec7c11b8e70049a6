package dev.aibridge.portal.usage;

import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.UsageReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which usage somebody looks at.
///
/// @param from the first moment
/// @param to the first moment after it
/// @param first the day of the first moment, in the zone
/// @param last the day of the last one
/// @param by `model` or `key`
/// @param model only that model's
/// @param key only that key's
record Asked(
        Instant from,
        Instant to,
        LocalDate first,
        LocalDate last,
        ZoneId zone,
        Step step,
        String by,
        @Nullable String model,
        @Nullable UUID key) {

    UsageReport ask(BillingApi api, UUID tenant) {
        return api.usage(
                tenant, from.toString(), to.toString(), zone.getId(), step.code(), by, model, key);
    }
}
