package dev.aibridge.billing.alerts;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls customers' endpoints. Nothing of what they answer is read but its status; redirects are
/// answers that are none.
@ApplicationScoped
public class Webhooks {

    /// Says when and by whom the body was signed.
    static final String SIGNATURE = "AIBridge-Signature";

    private final HttpClient client;
    private final WebhookSecrets secrets;
    private final AlertSettings settings;
    private final InstantSource clock;

    /// Signs with those secrets.
    public Webhooks(
            Vertx vertx, WebhookSecrets secrets, AlertSettings settings, InstantSource clock) {
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
        client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()))
                                .setKeepAlive(false)
                                .setDecompressionSupported(false));
    }

    /// Whether a customer may have us call that: it is public, or has no address just now.
    public boolean isCallable(String url) {
        Optional<URI> uri = PublicAddress.of(url, settings.privateAddresses());
        try {
            return uri.isPresent()
                    && PublicAddress.resolve(uri.get(), settings.privateAddresses()).isPresent();
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /// Delivers a body; answers what came of it.
    Attempt deliver(UUID endpoint, String url, String body) {
        Optional<URI> uri = PublicAddress.of(url, settings.privateAddresses());
        if (uri.isEmpty()) {
            return Attempt.failed("not an address that is called");
        }
        try {
            Optional<InetAddress> address =
                    PublicAddress.resolve(uri.get(), settings.privateAddresses());
            return address.isEmpty()
                    ? Attempt.failed("not a public address")
                    : call(endpoint, uri.get(), address.get(), body);
        } catch (UnknownHostException e) {
            return Attempt.failed("no such host");
        }
    }

    private Attempt call(UUID endpoint, URI url, InetAddress address, String body) {
        try {
            int status =
                    client.request(options(url, address))
                            .compose(request -> send(request, endpoint, body))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            String answer = "answered " + status;
            return status / 100 == 2 ? new Attempt(true, answer) : Attempt.failed(answer);
        } catch (ExecutionException e) {
            return Attempt.failed(
                    "no answer: "
                            + Objects.requireNonNull(e.getCause()).getClass().getSimpleName());
        } catch (TimeoutException e) {
            return Attempt.failed("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.failed("interrupted");
        }
    }

    private RequestOptions options(URI url, InetAddress address) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setFollowRedirects(false)
                .setTimeout(settings.timeout().toMillis())
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
    }

    private Future<Integer> send(HttpClientRequest request, UUID endpoint, String body) {
        long seconds = clock.instant().getEpochSecond();
        String signature = secrets.sign(endpoint, seconds, body);
        return request.putHeader("content-type", "application/json")
                .putHeader("user-agent", "AI Bridge")
                .putHeader(SIGNATURE, "t=%d,v1=%s".formatted(seconds, signature))
                .send(body)
                .map(
                        response -> {
                            // However long the answer is, its status is all that is wanted.
                            request.connection().close();
                            return response.statusCode();
                        });
    }
}
