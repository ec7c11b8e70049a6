package dev.aibridge.portal.keys;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Call;
import dev.aibridge.portal.billing.Calls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a key was used for the first time.
@ApplicationScoped
class FirstRequest {

    private static final int SOME = 50;

    /// What is known of it, for templates.
    ///
    /// @param call the first request; absent when there is none yet, or none is known of
    /// @param waiting whether it is worth asking again by itself
    record Seen(ApiKeyRow row, @Nullable Call call, boolean waiting) {

        /// Whether it was answered.
        public boolean good() {
            return call != null
                    && Outcome.valueOf(call.outcome().toUpperCase(Locale.ROOT)).payer()
                            == Outcome.Payer.CUSTOMER;
        }
    }

    private final Billing billing;
    private final Duration patience;

    FirstRequest(Billing billing, PortalConfig config) {
        this.billing = billing;
        this.patience = config.keys().awaitFirst();
    }

    /// Looks for a key's first request.
    Seen of(ApiKeyRow row) {
        Optional<List<Call>> calls =
                billing.tryAsk(api -> api.calls(row.tenantId, row.id, null, false, SOME, null))
                        .map(Calls::items);
        return of(row, calls.orElse(List.of()));
    }

    /// The same, of requests that were asked for already: the oldest of them is the first of a key
    /// that is new.
    Seen of(ApiKeyRow row, List<Call> newestFirst) {
        boolean waits = Instant.now().isBefore(row.createdAt.plus(patience));
        return newestFirst.isEmpty()
                ? new Seen(row, null, waits)
                : new Seen(row, newestFirst.getLast(), false);
    }
}
