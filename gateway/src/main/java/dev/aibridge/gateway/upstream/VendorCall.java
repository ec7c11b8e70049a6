package dev.aibridge.gateway.upstream;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.routing.Channel;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/// One HTTP exchange with a vendor, which can be called off at any moment. Lives on one event loop.
public final class VendorCall {

    /// Where at a vendor.
    ///
    /// @param below a path below the endpoint's; empty for the endpoint itself
    public record Place(Endpoint endpoint, String below) {}

    /// Who waits for the vendor.
    public interface Listener {

        /// The vendor's head is there; its body comes to handlers that are set in this call.
        void onHead(HttpClientResponse head);

        /// There will be no head: not connected, reset, or closed.
        void onFailure(Throwable cause);
    }

    private @Nullable HttpClientRequest request;
    private boolean cancelled;

    /// Sends a request.
    ///
    /// @param client the client's headers, of which a few are forwarded
    public void start(
            Vendors vendors,
            Channel channel,
            Place place,
            MultiMap client,
            byte[] body,
            Listener listener) {
        Handler<Throwable> failed = cause -> fail(listener, cause);
        vendors.open(channel, place, client)
                .onFailure(failed)
                .onSuccess(opened -> send(opened, body, listener, failed));
    }

    private void send(
            HttpClientRequest opened, byte[] body, Listener listener, Handler<Throwable> failed) {
        if (cancelled) {
            opened.reset();
            return;
        }
        request = opened;
        opened.send(Buffer.buffer(body))
                .onFailure(failed)
                .onSuccess(
                        head -> {
                            if (!cancelled) {
                                listener.onHead(head);
                            }
                        });
    }

    private void fail(Listener listener, Throwable cause) {
        if (!cancelled) {
            listener.onFailure(cause);
        }
    }

    /// Ends the exchange at once; the vendor sees its connection close. The listener hears nothing
    /// more of a head.
    public void cancel() {
        cancelled = true;
        if (request != null) {
            request.reset();
        }
    }
}
