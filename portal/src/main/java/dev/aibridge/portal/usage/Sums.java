package dev.aibridge.portal.usage;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.portal.billing.UsageReport;
import java.util.List;

/// Usage added up.
///
/// @param input tokens that came in and were not cached
/// @param chargeMicro what it cost
/// @param paidMicro of it, what the wallet paid: as in the ledger
public record Sums(
        long requests,
        long failed,
        long input,
        long cached,
        long output,
        long chargeMicro,
        long paidMicro) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0);

    static Sums of(UsageReport.Row row) {
        List<Long> counts = row.counts();
        long input = counts.get(Bucket.INPUT.ordinal());
        long cached = counts.get(Bucket.CACHE_READ.ordinal());
        long output = counts.get(Bucket.OUTPUT.ordinal());
        for (Bucket bucket : Bucket.all()) {
            if (bucket.pricedAs() == Bucket.INPUT && bucket != Bucket.CACHE_READ) {
                input = Math.addExact(input, counts.get(bucket.ordinal()));
            } else if (bucket.pricedAs() == Bucket.OUTPUT) {
                output = Math.addExact(output, counts.get(bucket.ordinal()));
            }
        }
        return new Sums(
                row.requests(),
                row.failed(),
                input,
                cached,
                output,
                row.chargeMicro(),
                row.paidMicro());
    }

    Sums plus(Sums other) {
        return new Sums(
                Math.addExact(requests, other.requests),
                Math.addExact(failed, other.failed),
                Math.addExact(input, other.input),
                Math.addExact(cached, other.cached),
                Math.addExact(output, other.output),
                Math.addExact(chargeMicro, other.chargeMicro),
                Math.addExact(paidMicro, other.paidMicro));
    }

    /// What it cost and nobody was asked to pay.
    public long onUsMicro() {
        return Math.subtractExact(chargeMicro, paidMicro);
    }

    /// All tokens that came in.
    public long allInput() {
        return Math.addExact(input, cached);
    }
}
