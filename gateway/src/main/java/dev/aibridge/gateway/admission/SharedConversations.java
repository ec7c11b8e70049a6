package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.knowledge.Here;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What conversations were billed, for the other gateways: in Redis, written in the background and
/// read only for a request that would otherwise be refused. Nothing depends on it but the accuracy
/// of an estimate; while Redis is away it is empty.
@Singleton
public final class SharedConversations {

    /// What is not written within one interval; more is dropped.
    private static final int MAX_UNWRITTEN = 10_000;

    private final Vertx vertx;
    private final @Nullable RedisScript redis;
    private final String lifeMs;
    private final Map<String, Billed> unwritten = new ConcurrentHashMap<>();
    private final long writing;

    /// Begins to connect; a gateway that is alone keeps its memory to itself.
    public SharedConversations(
            Vertx vertx, RedisConfig config, LimitsConfig limits, InputEstimatesConfig estimates) {
        this.vertx = vertx;
        this.lifeMs = Long.toString(estimates.cacheLife().toMillis());
        RedisScript script = null;
        if (limits.shared()) {
            String meanwhile = "conversations are remembered locally";
            script = new RedisScript(vertx, config, "conversations.lua", meanwhile);
            script.start();
        }
        this.redis = script;
        this.writing = vertx.setPeriodic(estimates.writeInterval().toMillis(), i -> write());
    }

    private static String key(UUID tenant, long conversation) {
        return "aibridge:conversation:{" + tenant + "}:" + Long.toHexString(conversation);
    }

    /// Notes what is to be written soon. Never waits.
    void remember(UUID tenant, long conversation, Billed billed) {
        if (redis != null && !redis.away() && unwritten.size() < MAX_UNWRITTEN) {
            unwritten.put(key(tenant, conversation), billed);
        }
    }

    /// Writes what was noted.
    void write() {
        RedisScript script = redis;
        if (script == null) {
            return;
        }
        for (String key : List.copyOf(unwritten.keySet())) {
            Billed billed = unwritten.remove(key);
            if (billed != null) {
                String bytes = Integer.toString(billed.promptBytes());
                script.run(key, List.of(bytes, Long.toString(billed.micro()), lifeMs));
            }
        }
    }

    /// What is known of a conversation; empty also when Redis is away or too slow.
    Future<Optional<Billed>> recall(UUID tenant, long conversation) {
        if (redis == null || redis.away()) {
            return Future.succeededFuture(Optional.empty());
        }
        Future<Optional<Billed>> found =
                redis.run(key(tenant, conversation), List.of())
                        .map(SharedConversations::read)
                        .otherwise(Optional.empty());
        return Here.bring(vertx, found);
    }

    private static Optional<Billed> read(Response answer) {
        return answer.size() == 0
                ? Optional.empty()
                : Optional.of(new Billed((int) number(answer, 0), number(answer, 1)));
    }

    private static long number(Response list, int index) {
        return Objects.requireNonNull(list.get(index).toLong());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(writing);
        if (redis != null) {
            redis.close();
        }
    }
}
