package dev.aibridge.billing.vendor;

import java.time.LocalDate;

/// What a vendor bills of a model for a day.
///
/// @param day in UTC
/// @param model as the vendor names it, mostly with a date: `gpt-4o-2024-08-06`
/// @param input tokens, cached ones included
/// @param output tokens, reasoning included
public record BilledUsage(
        LocalDate day, String model, long requests, long input, long cached, long output) {

    /// Refuses what no bill can have.
    public BilledUsage {
        if (requests < 0 || input < 0 || cached < 0 || output < 0) {
            throw new IllegalArgumentException("negative usage of " + model);
        }
    }
}
