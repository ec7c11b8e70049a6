package dev.aibridge.gateway.admission;

import java.util.concurrent.atomic.AtomicBoolean;

/// Money set aside for one request, carved from this process' lease on the wallet.
public final class Hold {

    private final WalletLease lease;
    private final long amount;
    private final AtomicBoolean closed = new AtomicBoolean();

    Hold(WalletLease lease, long amount) {
        this.lease = lease;
        this.amount = amount;
    }

    /// Micro-tokens that were given: between the minimum and the need that were asked for.
    public long amount() {
        return amount;
    }

    /// Ends the hold; a second call changes nothing.
    ///
    /// @param charge what the customer will be billed in micro-tokens: 0 when somebody else pays.
    ///   More than the hold takes from what else is leased; what that lacks, the database decides.
    /// @throws IllegalArgumentException when the charge is negative
    public void close(long charge) {
        if (charge < 0) {
            throw new IllegalArgumentException("charge " + charge);
        }
        if (closed.compareAndSet(false, true)) {
            lease.close(amount, charge);
        }
    }
}
