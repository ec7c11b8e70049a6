package dev.aibridge.gateway.admission;

import io.vertx.core.Future;

/// Money set aside for one request, carved from this process' lease on the wallet. It can grow
/// while the request runs.
public final class Hold {

    private final WalletLease lease;
    private final long reach;
    private long amount;
    private boolean closed;

    /// @param beyond what else the wallet had when this was carved
    Hold(WalletLease lease, long amount, long beyond) {
        this.lease = lease;
        this.amount = amount;
        this.reach = amount + beyond;
    }

    /// Micro-tokens that are set aside now.
    public synchronized long amount() {
        return amount;
    }

    /// Micro-tokens that this hold could have grown to when it was carved, as far as this process
    /// knew; others may use them first.
    public long reach() {
        return reach;
    }

    /// Sets more aside.
    ///
    /// @param minimum micro-tokens, less than that is of no use
    /// @param need micro-tokens, what would be of use
    /// @return whether it has grown: at once when the lease carries it, on the caller's context
    ///   otherwise
    public Future<Boolean> grow(long minimum, long need) {
        return lease.grow(minimum, need)
                .map(answer -> answer instanceof HoldAnswer.Held more && take(more.hold()));
    }

    private boolean take(Hold more) {
        synchronized (this) {
            if (!closed) {
                amount += more.amount();
                return true;
            }
        }
        more.close(0);
        return false;
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
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        lease.close(amount, charge);
    }
}
