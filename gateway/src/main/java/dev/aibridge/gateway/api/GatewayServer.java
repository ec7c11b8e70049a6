package dev.aibridge.gateway.api;

import dev.aibridge.gateway.relay.Relay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The port that developers' code calls: one HTTP server per event loop, on the same port, outside
/// Quarkus' own routing, so that even a request that is no HTTP gets its answer in the right
/// envelope (docs/adr/0002).
@Singleton
public final class GatewayServer {

    private static final Logger LOG = Logger.getLogger(GatewayServer.class);

    /// Before the journal and the database go.
    private static final int FIRST = 1;

    /// After everything that a request needs.
    private static final int LAST = 10_000;

    private final Vertx vertx;
    private final ServerConfig config;
    private final Routes routes;
    private final Relay relay;
    private volatile boolean serving;

    GatewayServer(Vertx vertx, ServerConfig config, Routes routes, Relay relay) {
        this.vertx = vertx;
        this.config = config;
        this.routes = routes;
        this.relay = relay;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        DeploymentOptions instances = new DeploymentOptions().setInstances(loops());
        await(vertx.deployVerticle(Loop::new, instances).map(id -> null));
        serving = true;
        LOG.infof("Serving on %s:%d", config.host(), config.port());
    }

    /// Nothing new is let in; what runs gets its grace, then an honest end.
    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        serving = false;
        relay.drain();
    }

    /// Whether the port is open and requests are taken.
    boolean isServing() {
        return serving;
    }

    private int loops() {
        return config.eventLoops() > 0
                ? config.eventLoops()
                : Runtime.getRuntime().availableProcessors();
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxHeaderSize((int) config.maxHeaders().asLongValue())
                .setMaxInitialLineLength((int) config.maxLine().asLongValue())
                .setIdleTimeout((int) config.idle().toSeconds())
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                // No websockets here; each of these would put a handler into every connection.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true)
                .setAcceptBacklog(config.backlog());
    }

    private final class Loop extends AbstractVerticle {

        @Override
        public void start(Promise<Void> started) {
            Slowloris slowloris = new Slowloris(vertx, config.headTimeout());
            vertx.createHttpServer(options())
                    .connectionHandler(slowloris::opened)
                    .invalidRequestHandler(routes::invalid)
                    .requestHandler(
                            request -> {
                                slowloris.spoke(request.connection());
                                routes.handle(request);
                            })
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
