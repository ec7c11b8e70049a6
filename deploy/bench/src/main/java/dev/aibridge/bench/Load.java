package dev.aibridge.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Asks a target over 32 connections, on one event loop.
final class Load implements AutoCloseable {

    /// Open connections, and requests at a time.
    static final int CONNECTIONS = 32;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final Context loop;
    private final HttpClient client;
    private final List<RequestOptions> requests;
    private final Buffer body;
    private final boolean streamed;
    private int turn;

    Load(Vertx vertx, Target target, boolean streamed) {
        this.loop = vertx.getOrCreateContext();
        this.streamed = streamed;
        this.body = Chat.request(streamed);
        this.requests = target.keys().stream().map(key -> options(target, key, streamed)).toList();
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(CONNECTIONS)
                                .setKeepAliveTimeout(60)
                                .setDecompressionSupported(false));
    }

    private static RequestOptions options(Target target, String key, boolean streamed) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(target.port())
                .setURI(target.path(streamed))
                .setTimeout(LONGEST_ANSWER.toMillis())
                .putHeader("authorization", "Bearer " + key)
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "OpenAI/Python 3.52.0");
    }

    /// Asks as fast as it is answered, each connection its next request when the last is answered.
    ///
    /// @return how many were answered
    /// @throws BenchFailed when one was not answered whole
    long closed(Amount amount) throws BenchFailed, InterruptedException {
        Answered answered = new Answered(CONNECTIONS);
        long end = System.nanoTime() + amount.atMost().toNanos();
        int most = amount.requests() - CONNECTIONS;
        loop.runOnContext(
                now -> {
                    for (int i = 0; i < CONNECTIONS; i++) {
                        again(answered, most, end);
                    }
                });
        answered.await(amount.atMost().plus(LONGEST_ANSWER));
        return answered.count();
    }

    private void again(Answered answered, int most, long end) {
        if (answered.count() > most || System.nanoTime() - end >= 0) {
            answered.oneEnded();
            return;
        }
        long begun = System.nanoTime();
        ask().onComplete(
                        done -> {
                            if (answered.add(done.cause(), begun)) {
                                again(answered, most, end);
                            }
                        });
    }

    /// Asks at a fixed rate, whatever the answers do; a request's time begins when it was due.
    ///
    /// @return each request's time in nanoseconds, sorted
    /// @throws BenchFailed when one was not answered whole
    long[] open(int perSecond, Duration length) throws BenchFailed, InterruptedException {
        int count = Math.toIntExact(length.toSeconds() * perSecond);
        Answered answered = new Answered(count);
        long pace = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begun + i * pace;
            awaitTime(due);
            loop.runOnContext(now -> ask().onComplete(done -> answered.addLast(done.cause(), due)));
        }
        answered.await(LONGEST_ANSWER);
        return answered.nanos();
    }

    private static void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Future<Void> ask() {
        turn = (turn + 1) % requests.size();
        return client.request(requests.get(turn))
                .compose(request -> request.send(body))
                .compose(head -> head.body().compose(answer -> judge(head.statusCode(), answer)));
    }

    private Future<Void> judge(int status, Buffer answer) {
        return status == 200 && Chat.isWhole(streamed, answer)
                ? Future.succeededFuture()
                : Future.failedFuture("a request was answered " + status + " " + answer);
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
