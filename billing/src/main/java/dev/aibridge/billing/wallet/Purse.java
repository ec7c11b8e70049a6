package dev.aibridge.billing.wallet;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// One locked wallet and its open leases, from which a batch's events are paid.
public final class Purse {

    private final UUID wallet;
    private final UUID tenant;
    private final long frozen;
    private final Map<UUID, Lease> leases = new HashMap<>();
    private long posted;
    private long leased;

    Purse(UUID wallet, UUID tenant, long posted, long leased, long frozen) {
        this.wallet = wallet;
        this.tenant = tenant;
        this.posted = posted;
        this.leased = leased;
        this.frozen = frozen;
    }

    Purse with(Lease lease) {
        leases.put(lease.holder(), lease);
        return this;
    }

    /// Pays a charge: from the holder's lease, then from what is available; the rest is overrun.
    ///
    /// @param charge micro-tokens, 0 or more
    public Payment pay(UUID holder, long charge) {
        Lease lease = leases.get(holder);
        long fromLease = lease == null ? 0 : lease.settle(charge);
        leased -= fromLease;
        posted -= fromLease;
        long fromAvailable = Math.min(charge - fromLease, posted - leased - frozen);
        posted -= fromAvailable;
        long paid = fromLease + fromAvailable;
        return new Payment(paid, charge - paid, posted);
    }

    /// The wallet's posted balance in micro-tokens.
    public long posted() {
        return posted;
    }

    /// Whose wallet it is.
    public UUID tenant() {
        return tenant;
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
