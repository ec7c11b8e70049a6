package dev.aibridge.gateway.admission;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One connection to Redis that runs one script. It is either there and answers within the
/// deadline, or away: then it is thrown away with its client and a new one is tried every second.
final class RedisScript {

    private static final Logger LOG = Logger.getLogger(RedisScript.class);

    // One call per scope may be under way; a full queue would look like an outage.
    private static final int MAX_WAITING = 1_000_000;

    private final Vertx vertx;
    private final Context context;
    private final String url;
    private final Duration deadline;
    private final Duration probeInterval;
    private final String script;
    private final String meanwhile;

    private volatile @Nullable Open open;
    private volatile boolean closed;
    private volatile boolean told;

    /// @param sha the script's digest, as this server told it
    private record Open(Redis client, RedisConnection connection, String sha) {}

    /// @param name the script's file beside this class
    /// @param meanwhile what the log says goes on without Redis
    RedisScript(Vertx vertx, RedisConfig config, String name, String meanwhile) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.url = config.url();
        this.deadline = config.deadline();
        this.probeInterval = config.probeInterval();
        this.script = read(name);
        this.meanwhile = meanwhile;
    }

    private static String read(String name) {
        try (InputStream in = RedisScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean away() {
        return open == null;
    }

    /// Connects, and again for as long as it takes.
    void start() {
        context.runOnContext(i -> probe());
    }

    void close() {
        closed = true;
        Open last = open;
        open = null;
        if (last != null) {
            last.client().close();
        }
    }

    /// Runs the script. Fails when Redis is away, answers with an error, or too late: in each case
    /// it counts as away from then on.
    Future<Response> run(String key, List<String> arguments) {
        Open now = open;
        if (now == null) {
            return Future.failedFuture("Redis is away");
        }
        return now.connection()
                .send(command(Command.EVALSHA, now.sha(), key, arguments))
                .recover(failure -> orInFull(now, failure, key, arguments))
                .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .map(RedisScript::present)
                .onFailure(failure -> lose(now, failure));
    }

    /// A server that was restarted or flushed behind its connection does not know the script.
    private Future<@Nullable Response> orInFull(
            Open now, Throwable failure, String key, List<String> arguments) {
        String message = failure.getMessage();
        return message != null && message.startsWith("NOSCRIPT")
                ? now.connection().send(command(Command.EVAL, script, key, arguments))
                : Future.failedFuture(failure);
    }

    private static Response present(@Nullable Response response) {
        if (response == null) {
            throw new IllegalStateException("Redis answered nothing");
        }
        return response;
    }

    private static Request command(
            Command command, String script, String key, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(1).arg(key);
        arguments.forEach(request::arg);
        return request;
    }

    private void lose(Open lost, Throwable failure) {
        context.runOnContext(
                i -> {
                    if (lost.equals(open)) {
                        open = null;
                        LOG.warnf("Redis is away, %s: %s", meanwhile, failure.getMessage());
                        told = true;
                        lost.client().close();
                        probeLater();
                    }
                });
    }

    private void probe() {
        if (closed) {
            return;
        }
        RedisOptions options = new RedisOptions().setConnectionString(url);
        options.setMaxWaitingHandlers(MAX_WAITING);
        Redis client = Redis.createClient(vertx, options);
        Promise<Open> attempt = Promise.promise();
        client.connect()
                .compose(
                        connection ->
                                connection
                                        .send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script))
                                        .map(
                                                sha ->
                                                        new Open(
                                                                client,
                                                                connection,
                                                                String.valueOf(sha))))
                .onComplete(attempt);
        attempt.future()
                .timeout(probeInterval.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(there -> context.runOnContext(i -> adopt(there)))
                .onFailure(failure -> context.runOnContext(i -> giveUp(client, failure)));
    }

    private void adopt(Open there) {
        if (closed) {
            there.client().close();
            return;
        }
        there.connection().exceptionHandler(failure -> lose(there, failure));
        there.connection().endHandler(i -> lose(there, new IOException("closed")));
        open = there;
        told = false;
        LOG.infof("Redis is there; without it, %s", meanwhile);
    }

    private void giveUp(Redis client, Throwable failure) {
        client.close();
        if (!told) {
            told = true;
            LOG.warnf("Redis is away, %s: %s", meanwhile, failure.getMessage());
        }
        probeLater();
    }

    private void probeLater() {
        vertx.setTimer(probeInterval.toMillis(), i -> context.runOnContext(j -> probe()));
    }
}
