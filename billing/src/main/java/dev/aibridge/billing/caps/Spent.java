package dev.aibridge.billing.caps;

import dev.aibridge.billing.wallet.Payment;
import dev.aibridge.common.usage.UsageEvent;
import java.util.UUID;

/// What an event was paid, as far as spend caps go; amounts in micro-tokens.
///
/// @param quarterMs when its quarter of an hour began, in milliseconds since 1970
/// @param unheld what no lease covered
/// @param unheldByKey what no lease of its key's own covered
public record Spent(
        UUID tenant, UUID key, long quarterMs, long paid, long unheld, long unheldByKey) {

    /// What that event was paid.
    public static Spent of(UsageEvent event, long quarterMs, Payment payment) {
        long paid = payment.paid();
        long unheld = paid - payment.fromLease();
        return new Spent(
                event.tenant(),
                event.key(),
                quarterMs,
                paid,
                unheld,
                event.ownLease() ? unheld : paid);
    }
}
