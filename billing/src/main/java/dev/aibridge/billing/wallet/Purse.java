package dev.aibridge.billing.wallet;

import dev.aibridge.common.usage.UsageEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// One locked wallet and its open leases, from which a batch's events are paid.
public final class Purse {

    private final UUID wallet;
    private final UUID tenant;
    private final long frozen;
    private final boolean capped;
    private final Map<Whose, Lease> leases = new HashMap<>();
    private long posted;
    private long leased;

    private record Whose(UUID holder, UUID key) {}

    /// @param capped whether its tenant or one of its keys has a spend cap
    Purse(UUID wallet, UUID tenant, long posted, long leased, long frozen, boolean capped) {
        this.wallet = wallet;
        this.tenant = tenant;
        this.posted = posted;
        this.leased = leased;
        this.frozen = frozen;
        this.capped = capped;
    }

    Purse with(Lease lease) {
        leases.put(new Whose(lease.holder(), lease.key()), lease);
        return this;
    }

    /// Pays a charge: from the lease it was held in, then from what is available; the rest is
    /// overrun.
    ///
    /// @param charge micro-tokens, 0 or more
    public Payment pay(UsageEvent event, long charge) {
        Lease lease = leases.get(new Whose(event.holder(), event.leaseKey()));
        long fromLease = lease == null ? 0 : lease.settle(charge);
        leased -= fromLease;
        posted -= fromLease;
        long fromAvailable = Math.min(charge - fromLease, posted - leased - frozen);
        posted -= fromAvailable;
        long paid = fromLease + fromAvailable;
        return new Payment(fromLease, paid, charge - paid, posted);
    }

    /// The wallet's posted balance in micro-tokens.
    public long posted() {
        return posted;
    }

    /// Whose wallet it is.
    public UUID tenant() {
        return tenant;
    }

    /// Whether any budget may have to hear of what is paid.
    public boolean isCapped() {
        return capped;
    }

    UUID wallet() {
        return wallet;
    }

    long leased() {
        return leased;
    }

    Iterable<Lease> leases() {
        return leases.values();
    }
}
