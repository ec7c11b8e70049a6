package dev.aibridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final Vertx vertx = MockVendor.oneLoop();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Target vendor() {
        return target(
                new MockVendor(vertx).listen(0).toCompletionStage().toCompletableFuture().join());
    }

    private Target broken(String answer) {
        return target(
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end(answer))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
    }

    private static Target target(HttpServer server) {
        return Target.of("vendor", server.actualPort(), List.of("one", "two"));
    }

    @Test
    void asks_as_often_as_it_is_told() throws Exception {
        try (Load load = new Load(vertx, vendor(), false)) {
            assertThat(load.closed(Amount.of(500, 20))).isEqualTo(500);
        }
    }

    @Test
    void takes_streams_to_their_end() throws Exception {
        try (Load load = new Load(vertx, vendor(), true)) {
            assertThat(load.closed(Amount.of(64, 20))).isEqualTo(64);
        }
    }

    @Test
    void asks_at_a_fixed_rate() throws Exception {
        try (Load load = new Load(vertx, vendor(), false)) {
            long begun = System.nanoTime();

            long[] times = load.open(200, Duration.ofSeconds(1));

            assertThat(times).hasSize(200).isSorted();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(990));
        }
    }

    @Test
    void a_stream_that_is_cut_is_no_answer() {
        try (Load load = new Load(vertx, broken("data: {}\n\n"), true)) {
            assertThatThrownBy(() -> load.closed(Amount.of(100, 5)))
                    .isInstanceOf(BenchFailed.class)
                    .hasMessageContaining("data: {}");
        }
    }
}
