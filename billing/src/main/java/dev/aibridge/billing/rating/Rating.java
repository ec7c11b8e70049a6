package dev.aibridge.billing.rating;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.common.usage.Outcome.Payer;
import dev.aibridge.common.usage.UsageEvent;
import java.util.Optional;

/// What billing makes of an event's counts.
public sealed interface Rating {

    /// The most of one bucket that a single request can have used; beyond it sums of many events
    /// would leave 64 bits.
    long MAX_COUNT = 1_000_000_000_000L;

    /// The event costs this much.
    ///
    /// @param charge micro-tokens, whoever pays; 0 when nobody does
    /// @param mismatch whether the gateway had said otherwise
    record Rated(long charge, boolean mismatch) implements Rating {}

    /// The event can't be rated.
    ///
    /// @param reason for the admin who resolves it
    record Unratable(String reason) implements Rating {}

    /// Rates an event by its own book, if there is one.
    static Rating of(UsageEvent event, Optional<PriceBook> book) {
        if (book.isEmpty()) {
            return new Unratable("unknown price book " + event.bookSeq());
        }
        Multipliers multipliers = book.get().of(event.model(), event.priceGroup());
        if (multipliers == null) {
            return new Unratable("book " + event.bookSeq() + " has no model " + event.model());
        }
        for (Bucket bucket : Bucket.all()) {
            if (event.counts().get(bucket) > MAX_COUNT) {
                return new Unratable(bucket + " count out of range");
            }
        }
        return rate(event, multipliers);
    }

    private static Rating rate(UsageEvent event, Multipliers multipliers) {
        try {
            boolean free = event.outcome().payer() == Payer.NOBODY;
            long charge = free ? 0 : multipliers.charge(event.counts());
            return new Rated(charge, charge != event.charge());
        } catch (ArithmeticException e) {
            return new Unratable("the charge does not fit 64 bits");
        }
    }
}
