package dev.aibridge.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aibridge.gateway.knowledge.Here;
import dev.aibridge.gateway.knowledge.LiveGateways;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Limits that several gateways share through Redis. A gateway leases permits in slices of a
/// hundredth of the limit, so most requests ask nobody; a limit under 200 is taken one by one and
/// is exact. While Redis is away each gateway goes on with its part of the limit; what it let pass
/// is counted with its next question after Redis is back.
final class RedisPermits implements Permits {

    private final Vertx vertx;
    private final RedisScript redis;
    private final LiveGateways live;
    private final long askAgainNanos;
    private final Cache<UUID, PermitScope> scopes;
    private final InstantSource clock;
    private final Duration window;
    private final String gateway = UUID.randomUUID().toString();

    RedisPermits(
            Vertx vertx,
            RedisConfig redis,
            LimitsConfig limits,
            LiveGateways live,
            InstantSource clock,
            Duration window) {
        this.vertx = vertx;
        this.redis = new RedisScript(vertx, redis, "permits.lua", "limits are local");
        this.live = live;
        this.askAgainNanos = limits.askAgain().toNanos();
        this.clock = clock;
        this.window = window;
        this.scopes =
                Caffeine.newBuilder()
                        .maximumSize(limits.maxScopes())
                        .expireAfterAccess(window.multipliedBy(2))
                        .build();
    }

    void start() {
        redis.start();
    }

    void close() {
        redis.close();
    }

    /// Whether the limits are this gateway's own for now.
    boolean local() {
        return redis.away();
    }

    @Override
    public Future<Permit> take(UUID id, UUID tenant, int rpm) {
        PermitScope scope = scopes.get(id, unknown -> new PermitScope(id, tenant, clock, window));
        Promise<Permit> promise;
        boolean ask;
        synchronized (scope) {
            long now = System.nanoTime();
            if (redis.away() && !scope.asking()) {
                return Future.succeededFuture(scope.alone(rpm, live.count(), gateway, now));
            }
            Permit permit = scope.atOnce(rpm, now);
            if (permit != null) {
                return Future.succeededFuture(permit);
            }
            promise = Promise.promise();
            scope.await(rpm, promise);
            ask = scope.beginAsking();
        }
        if (ask) {
            ask(scope, rpm);
        }
        return Here.bring(vertx, promise.future());
    }

    @Override
    public void giveBack(UUID id, UUID tenant, Permit permit) {
        PermitScope scope = scopes.getIfPresent(id);
        if (scope == null) {
            return;
        }
        boolean ask;
        synchronized (scope) {
            // A small limit's permit goes back at once: another gateway may need it.
            ask =
                    scope.window.giveBack(permit.window())
                            && PermitScope.slice(permit.limit()) == 1
                            && !redis.away()
                            && scope.beginAsking();
        }
        if (ask) {
            ask(scope, permit.limit());
        }
    }

    private void ask(PermitScope scope, int otherwiseRpm) {
        List<String> arguments;
        long sent = System.nanoTime();
        synchronized (scope) {
            PermitWindow known = scope.window;
            known.dropUnused();
            arguments =
                    List.of(
                            gateway,
                            known.id(),
                            Integer.toString(known.got()),
                            Long.toString(known.remainingMs(sent)),
                            Integer.toString(scope.wanted()),
                            Integer.toString(scope.rpm(otherwiseRpm)),
                            Long.toString(window.toMillis()));
        }
        redis.run(scope.redisKey, arguments)
                .map(RedisPermits::read)
                .onComplete(answer -> answered(scope, answer, sent, otherwiseRpm));
    }

    private static PermitWindow.Answer read(Response response) {
        return new PermitWindow.Answer(
                response.get(0).toString(),
                (int) number(response, 1),
                (int) number(response, 2),
                (int) number(response, 3),
                number(response, 4));
    }

    private static long number(Response list, int index) {
        Long number = list.get(index).toLong();
        return Objects.requireNonNull(number, "permits.lua answered no number");
    }

    private void answered(
            PermitScope scope, AsyncResult<PermitWindow.Answer> answer, long sent, int rpm) {
        List<PermitScope.Told> told;
        boolean again;
        synchronized (scope) {
            long now = System.nanoTime();
            if (answer.succeeded()) {
                scope.window.adopt(answer.result(), sent, now);
                told = scope.serve(answer.result().left(), now + askAgainNanos, now);
            } else {
                told = scope.serveAlone(live.count(), gateway, now);
            }
            again = scope.hasWaiters();
        }
        told.forEach(PermitScope.Told::tell);
        if (again) {
            ask(scope, rpm);
        }
    }
}
