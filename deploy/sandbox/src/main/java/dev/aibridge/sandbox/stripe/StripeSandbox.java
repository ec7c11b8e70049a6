package dev.aibridge.sandbox.stripe;

import dev.aibridge.sandbox.web.WebServer;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;

/// The sandbox Stripe: `/v1`, `/c/pay`, `/_sandbox/stripe`.
public final class StripeSandbox implements AutoCloseable {

    private final WebServer server;

    private StripeSandbox(WebServer server) {
        this.server = server;
    }

    /// Starts it and waits until it listens.
    ///
    /// @throws IllegalStateException when it can't listen there
    public static StripeSandbox start(StripeSettings settings) {
        Vertx vertx = WebServer.loop();
        AtomicReference<String> publicUrl = new AtomicReference<>(settings.publicUrl().orElse(""));
        StripeRooms rooms = new StripeRooms(vertx, settings, publicUrl::get);
        WebServer server = WebServer.start(vertx, settings.host(), settings.port(), rooms::enter);
        publicUrl.compareAndSet("", server.baseUrl());
        return new StripeSandbox(server);
    }

    /// Where it listens: `http://127.0.0.1:8091`.
    public String baseUrl() {
        return server.baseUrl();
    }

    /// Stops it; what is on its way to the webhook is lost.
    @Override
    public void close() {
        server.close();
    }
}
