package dev.aibridge.sandbox;

import dev.aibridge.sandbox.control.Control;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.desk.Counter;
import dev.aibridge.sandbox.faults.FaultBoard;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.mail.MailSettings;
import dev.aibridge.sandbox.mail.MailSink;
import dev.aibridge.sandbox.play.Pace;
import dev.aibridge.sandbox.stripe.StripeSandbox;
import dev.aibridge.sandbox.stripe.StripeSettings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The simulated vendors: one HTTP server with a base path for each, and `/_sandbox` to steer it.
public final class Sandbox implements AutoCloseable {

    private static final int MAX_HEADER_BYTES = 64 * 1_024;

    private final Vertx vertx;
    private final String baseUrl;

    private Sandbox(Vertx vertx, String baseUrl) {
        this.vertx = vertx;
        this.baseUrl = baseUrl;
    }

    /// Starts the server and waits until it listens.
    ///
    /// @throws IllegalStateException when it can't listen there
    public static Sandbox start(SandboxSettings settings) {
        Thread.ofPlatform().daemon().name("vocabulary").start(Tokens::load);
        FileSystemOptions noFiles =
                new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false);
        Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(noFiles));
        try {
            return new Sandbox(vertx, listen(vertx, settings));
        } catch (RuntimeException cannotListen) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            throw new IllegalStateException(
                    "can't listen on " + settings.host() + ":" + settings.port(), cannotListen);
        }
    }

    /// Starts the parts that the environment has settings for; runs until the process is ended. The
    /// vendors come last: their port tells that everything is ready.
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        StripeSettings.fromEnvironment(environment)
                .map(StripeSandbox::start)
                .ifPresent(
                        stripe -> {
                            closeAtEnd(stripe::close);
                            System.out.println("stripe listening on " + stripe.baseUrl());
                        });
        MailSettings.fromEnvironment(environment)
                .map(MailSink::start)
                .ifPresent(
                        mail -> {
                            closeAtEnd(mail::close);
                            System.out.println("mail listening on " + mail.baseUrl());
                        });
        Sandbox sandbox = start(SandboxSettings.fromEnvironment(environment));
        closeAtEnd(sandbox::close);
        System.out.println("sandbox listening on " + sandbox.baseUrl());
    }

    private static void closeAtEnd(Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close"));
    }

    /// Where it listens: `http://127.0.0.1:8090`.
    public String baseUrl() {
        return baseUrl;
    }

    /// Stops the server and closes all connections.
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static String listen(Vertx vertx, SandboxSettings settings) {
        Clock clock = Clock.systemUTC();
        Ledger ledger = new Ledger(clock, settings.maxLogEntries(), settings.maxLogBytes());
        FaultBoard faults = new FaultBoard();
        Pace pace = new Pace(settings.timeToFirstToken(), settings.tokensPerSecond());
        Counter counter = new Counter(vertx, ledger, faults, pace, clock);
        Door door = new Door(counter, new Control(ledger, faults), settings.maxBodyBytes());
        AtomicInteger port = new AtomicInteger();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(settings.host())
                        // Negative: any port, but the same one for every event loop.
                        .setPort(settings.port() == 0 ? -1 : settings.port())
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setMaxHeaderSize(MAX_HEADER_BYTES);
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(
                        () -> new Listener(options, door, port),
                        new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return "http://" + settings.host() + ":" + port.get();
    }

    private static final class Listener extends AbstractVerticle {
        private final HttpServerOptions options;
        private final Door door;
        private final AtomicInteger port;

        Listener(HttpServerOptions options, Door door, AtomicInteger port) {
            this.options = options;
            this.door = door;
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .requestHandler(door::enter)
                    .listen()
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
