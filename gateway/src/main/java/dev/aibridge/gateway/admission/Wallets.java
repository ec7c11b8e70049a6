package dev.aibridge.gateway.admission;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.journal.Heartbeat;
import dev.aibridge.gateway.knowledge.Changes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The wallets whose money this process gives away. In the steady state a hold is carved from a
/// lease in memory; the database is asked ahead of need, near empty, and after idling.
///
/// See MONEY in docs/concepts for the rules; [Lease] for the arithmetic.
@Singleton
public final class Wallets {

    private static final Future<HoldAnswer> UNAVAILABLE =
            Future.succeededFuture(new HoldAnswer.Unavailable());

    private final Vertx vertx;
    private final Heartbeat heartbeat;
    private final WalletsConfig config;
    private final LeaseCalls calls;
    private final WalletMetrics metrics;
    private final long sweeping;
    private volatile @Nullable Book book;

    /// All leases of one holder.
    private record Book(UUID holder, Map<LeaseId, WalletLease> leases) {}

    /// No lease is held at first.
    public Wallets(
            Vertx vertx,
            Pool pool,
            Heartbeat heartbeat,
            Changes changes,
            WalletsConfig config,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.heartbeat = heartbeat;
        this.config = config;
        this.calls = new LeaseCalls(pool, config.callTimeout());
        this.metrics = new WalletMetrics(registry);
        changes.onWallet(this::changed);
        this.sweeping = vertx.setPeriodic(config.sweepInterval().toMillis(), _ -> sweep());
    }

    /// Sets money aside for one request, in the lease that keys share.
    public Future<HoldAnswer> hold(UUID wallet, long minimum, long need) {
        return hold(wallet, UsageEvent.SHARED, minimum, need);
    }

    /// Sets money aside for one request.
    ///
    /// @param key whose own lease to carve it from, as capped keys have, or [UsageEvent#SHARED]
    /// @param minimum micro-tokens, less than that is of no use
    /// @param need micro-tokens, what the request may cost at most
    /// @return completed at once when the lease carries it; on the caller's context otherwise
    /// @throws IllegalArgumentException unless `0 ≤ minimum ≤ need`
    public Future<HoldAnswer> hold(UUID wallet, UUID key, long minimum, long need) {
        if (minimum < 0 || need < minimum) {
            throw new IllegalArgumentException("a hold of " + minimum + " to " + need);
        }
        UUID holder = heartbeat.holder();
        if (holder == null) {
            return UNAVAILABLE;
        }
        LeaseId id = new LeaseId(wallet, key);
        Map<LeaseId, WalletLease> leases = leases(holder);
        Future<HoldAnswer> answer = null;
        while (answer == null) {
            answer = lease(holder, id, leases).hold(minimum, need);
        }
        return answer;
    }

    private WalletLease lease(UUID holder, LeaseId id, Map<LeaseId, WalletLease> leases) {
        WalletLease lease = leases.get(id);
        return lease != null ? lease : leases.computeIfAbsent(id, _ -> open(holder, id));
    }

    private WalletLease open(UUID holder, LeaseId id) {
        return new WalletLease(
                vertx,
                config,
                metrics,
                heartbeat,
                () -> holder.equals(heartbeat.holder()),
                call -> calls.make(holder, id, call));
    }

    /// A new holder knows nothing of the old one's leases: they are free again when all its
    /// requests are booked.
    private Map<LeaseId, WalletLease> leases(UUID holder) {
        Book known = book;
        if (known == null || !known.holder().equals(holder)) {
            known = openBook(holder);
        }
        return known.leases();
    }

    private synchronized Book openBook(UUID holder) {
        Book known = book;
        if (known == null || !known.holder().equals(holder)) {
            known = new Book(holder, new ConcurrentHashMap<>());
            book = known;
        }
        return known;
    }

    /// Money has come in, the wallet was suspended, or a spend cap was set: what was refused may
    /// now be had, and what was to be had may be refused.
    public void changed(UUID wallet) {
        Book known = book;
        if (known != null) {
            known.leases()
                    .forEach(
                            (id, lease) -> {
                                if (id.wallet().equals(wallet)) {
                                    lease.changed();
                                }
                            });
        }
    }

    /// The balance in micro-tokens as last heard, less what this process has spent since from that
    /// lease; 0 when it is not known here.
    ///
    /// @param key whose own lease it is, or [UsageEvent#SHARED]
    public long balanceEstimate(UUID wallet, UUID key) {
        Book known = book;
        WalletLease lease = known == null ? null : known.leases().get(new LeaseId(wallet, key));
        return lease == null ? 0 : lease.balance();
    }

    private void sweep() {
        Book known = book;
        if (known != null && heartbeat.holder() != null) {
            known.leases().values().removeIf(WalletLease::sweep);
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(sweeping);
    }
}
