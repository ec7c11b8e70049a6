package dev.aibridge.gateway.upstream;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.routing.Dialect;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The vendors' servers. Every event loop has connections of its own, so that an exchange never
/// changes threads.
@Singleton
public final class Vendors {

    private static final CharSequence BEARER = "Bearer ";
    private static final CharSequence ANTHROPIC_KEY = HttpHeaders.createOptimized("x-api-key");
    private static final CharSequence ANTHROPIC_VERSION =
            HttpHeaders.createOptimized("anthropic-version");

    /// What Anthropic has since its beginning; a client that sends none means this one.
    private static final String FIRST_ANTHROPIC_VERSION = "2023-06-01";

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();

    /// Clients are made when an event loop first calls.
    public Vendors(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /// A request to a channel, connected and with its headers, ready for its body.
    ///
    /// @param client the headers of the client's request, of which a few are forwarded
    public Future<HttpClientRequest> open(Channel channel, Endpoint endpoint, MultiMap client) {
        URI base = channel.url(Dialect.of(endpoint));
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(base.getHost())
                        .setPort(port(base))
                        .setSsl(isSecure(base))
                        .setURI(base.getRawPath() + path(endpoint));
        return here().request(options)
                .map(
                        request -> {
                            headers(request.headers(), channel, Dialect.of(endpoint), client);
                            return request;
                        });
    }

    private static boolean isSecure(URI base) {
        return "https".equals(base.getScheme());
    }

    private static int port(URI base) {
        return base.getPort() >= 0 ? base.getPort() : isSecure(base) ? 443 : 80;
    }

    private static String path(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> "/chat/completions";
            case EMBEDDINGS -> "/embeddings";
            case COMPLETIONS -> "/completions";
            case RESPONSES -> "/responses";
            case MESSAGES -> "/v1/messages";
        };
    }

    private static void headers(
            MultiMap headers, Channel channel, Dialect dialect, MultiMap client) {
        ForwardedHeaders.copy(client, dialect, headers);
        headers.set(HttpHeaders.CONTENT_TYPE, JSON);
        if (dialect == Dialect.ANTHROPIC) {
            headers.set(ANTHROPIC_KEY, channel.key().secret());
            if (!headers.contains(ANTHROPIC_VERSION)) {
                headers.set(ANTHROPIC_VERSION, FIRST_ANTHROPIC_VERSION);
            }
        } else {
            headers.set(HttpHeaders.AUTHORIZATION, BEARER + channel.key().secret());
        }
    }

    private HttpClient here() {
        return clients.computeIfAbsent(Thread.currentThread(), loop -> create());
    }

    /// No decompression: an answer that is compressed although we did not ask is refused, so a
    /// small body can't become a large one. No redirects: they would take the key elsewhere.
    private HttpClient create() {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setMaxPoolSize(config.connections())
                        .setMaxWaitQueueSize(0)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                        .setDecompressionSupported(false)
                        .setTcpNoDelay(true)
                        .setVerifyHost(true));
    }
}
