package dev.aibridge.portal.quota;

import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.billing.Wallet;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How fast a wallet was spent in the last seven days, or since it is there.
///
/// @param paidMicro what it paid
/// @param hours in how many hours, at least a day's
public record Pace(long paidMicro, long hours) {

    private static final Duration LOOK_BACK = Duration.ofDays(7);
    private static final long DAY = Duration.ofDays(1).toHours();

    /// Asks billing.
    static Pace ask(BillingApi api, Wallet wallet) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant from = now.minus(LOOK_BACK);
        UsageReport report =
                api.usage(
                        wallet.tenantId(),
                        from.toString(),
                        now.toString(),
                        "UTC",
                        "day",
                        "none",
                        null,
                        null);
        long paid = report.rows().stream().mapToLong(UsageReport.Row::paidMicro).sum();
        Instant since = wallet.createdAt().isAfter(from) ? wallet.createdAt() : from;
        return new Pace(paid, Math.max(DAY, Duration.between(since, now).toHours()));
    }

    /// What a day cost.
    public long dayMicro() {
        return share(paidMicro, DAY, BigInteger.valueOf(hours));
    }

    /// Full days that so much will last; as many as fit when nothing was spent.
    public long days(long micro) {
        return paidMicro == 0
                ? Long.MAX_VALUE
                : share(
                        micro,
                        hours,
                        BigInteger.valueOf(paidMicro).multiply(BigInteger.valueOf(DAY)));
    }

    private static long share(long one, long other, BigInteger of) {
        return BigInteger.valueOf(one)
                .multiply(BigInteger.valueOf(other))
                .divide(of)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
