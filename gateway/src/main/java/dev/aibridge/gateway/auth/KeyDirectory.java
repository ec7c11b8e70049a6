package dev.aibridge.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aibridge.gateway.knowledge.Changes;
import dev.aibridge.gateway.knowledge.Hearing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// All keys that are remembered. A miss asks the database once, however many requests wait for it.
@Singleton
final class KeyDirectory {

    private static final Logger LOG = Logger.getLogger(KeyDirectory.class);

    private final KeyLookup lookup;
    private final Hearing hearing;
    private final AuthConfig config;
    private final Cache<HashedKey, Knowledge> lasting;
    // Apart, so that wrong keys can't drive out right ones.
    private final Cache<HashedKey, Knowledge> passing;
    private final ConcurrentMap<HashedKey, Future<Knowledge>> asking = new ConcurrentHashMap<>();
    private final AtomicLong announcements = new AtomicLong();
    private final Counter failures;
    private volatile boolean failing;

    KeyDirectory(
            KeyLookup lookup,
            Changes changes,
            Hearing hearing,
            AuthConfig config,
            MeterRegistry metrics) {
        this.lookup = lookup;
        this.hearing = hearing;
        this.config = config;
        this.lasting = Caffeine.newBuilder().maximumSize(config.maxKeys()).build();
        this.passing =
                Caffeine.newBuilder()
                        .maximumSize(config.maxUnknown())
                        .expireAfterWrite(config.unknownTtl())
                        .build();
        this.failures = metrics.counter("aibridge.auth.lookup.failures");
        changes.onKey(key -> forget(known -> key.equals(known.keyId())));
        changes.onTenant(tenant -> forget(known -> tenant.equals(known.tenantId())));
        changes.onReset(() -> forget(known -> true));
    }

    /// What may be used without asking, or `null`.
    @Nullable Knowledge remembered(HashedKey hash) {
        Knowledge known = lasting.getIfPresent(hash);
        if (known == null) {
            return passing.getIfPresent(hash);
        }
        if (known.confirmed()) {
            return hearing.fresh(known.askedNanos()) ? known : null;
        }
        return hearing.mayServeStale() ? stale(hash, known) : null;
    }

    private Knowledge stale(HashedKey hash, Knowledge known) {
        if (System.nanoTime() - known.askedNanos() > config.retryAfter().toNanos()) {
            ask(hash).onFailure(failure -> LOG.debugf("no answer about a key: %s", failure));
        }
        return known;
    }

    /// Asks the database. Fails when it does not answer and nothing remembered may stand in; may
    /// complete on any thread.
    Future<Knowledge> ask(HashedKey hash) {
        if (asking.size() >= config.maxLookups()) {
            return Future.failedFuture("too many keys are being looked up");
        }
        Promise<Knowledge> promise = Promise.promise();
        Future<Knowledge> underWay = asking.putIfAbsent(hash, promise.future());
        if (underWay != null) {
            return underWay;
        }
        long heard = announcements.get();
        lookup.ask(hash)
                .onSuccess(known -> keep(hash, known, heard))
                .recover(failure -> standIn(hash, failure))
                .onComplete(
                        answer -> {
                            asking.remove(hash, promise.future());
                            promise.handle(answer);
                        });
        return promise.future();
    }

    /// An announcement since the question was asked may be about this key: then it is not kept.
    private void keep(HashedKey hash, Knowledge known, long heard) {
        failing = false;
        Cache<HashedKey, Knowledge> cache = known.lasting() ? lasting : passing;
        cache.put(hash, known);
        if (!known.lasting()) {
            lasting.invalidate(hash);
        }
        if (announcements.get() != heard) {
            cache.invalidate(hash);
        }
    }

    private Future<Knowledge> standIn(HashedKey hash, Throwable failure) {
        failures.increment();
        if (!failing) {
            failing = true;
            LOG.warnf("the database does not answer about keys: %s", failure.getMessage());
        }
        Knowledge known = lasting.getIfPresent(hash);
        if (known == null || !hearing.mayServeStale()) {
            return Future.failedFuture(failure);
        }
        Knowledge old = known.unconfirmed(System.nanoTime());
        lasting.asMap().replace(hash, known, old);
        return Future.succeededFuture(old);
    }

    private void forget(Predicate<Knowledge> which) {
        announcements.incrementAndGet();
        asking.clear();
        lasting.asMap().values().removeIf(which);
        passing.asMap().values().removeIf(which);
    }
}
