package dev.aibridge.gateway.relay;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/// The client's side of a stream: its head, its events, its pace. A client that reads slowly pauses
/// the vendor.
final class StreamClient {

    private static final CharSequence EVENTS =
            HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence ACCEL = HttpHeaders.createOptimized("x-accel-buffering");
    private static final CharSequence NO = HttpHeaders.createOptimized("no");

    private final Visit.Routed routed;
    private final HttpServerResponse response;
    private final StreamTimes times;
    private final Context loop;
    private final Valve vendor;
    private @Nullable Buffer gathered;
    private boolean head;
    private boolean over;

    /// @param loop the event loop's
    StreamClient(
            Visit.Routed routed, StreamTimes times, Context loop, Valve vendor, Runnable left) {
        this.routed = routed;
        this.loop = loop;
        this.vendor = vendor;
        this.response = routed.request().response();
        this.times = times;
        response.closeHandler(gone -> gone(left));
        response.exceptionHandler(gone -> gone(left));
    }

    private void gone(Runnable left) {
        if (!over) {
            over = true;
            left.run();
        }
    }

    /// Whether the head is out, so that a status can't be changed any more.
    boolean hasHead() {
        return head;
    }

    private void head() {
        if (head) {
            return;
        }
        head = true;
        response.setChunked(true);
        response.putHeader(HttpHeaders.CONTENT_TYPE, EVENTS);
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
        response.putHeader(ACCEL, NO);
        Headers.served(response, routed);
    }

    /// Sends events at the end of this turn of the event loop: Vert.x hands over the chunks of one
    /// read one by one, and a system call for each would be half of a stream's cost. When the
    /// client does not keep up, the vendor is paused until it does.
    void write(Buffer events) {
        if (over) {
            return;
        }
        head();
        if (gathered == null) {
            gathered = events;
            loop.runOnContext(turn -> flush());
        } else {
            gathered.appendBuffer(events);
        }
    }

    private void flush() {
        Buffer events = gathered;
        if (over || events == null) {
            return;
        }
        gathered = null;
        times.said();
        response.write(events);
        if (response.writeQueueFull()) {
            vendor.hold(Valve.Reason.CLIENT);
            times.stalls(true);
            response.drainHandler(
                    drained -> {
                        times.stalls(false);
                        vendor.release(Valve.Reason.CLIENT);
                    });
        }
    }

    /// Tells a client that waits that we are still there.
    void signOfLife(byte[] events) {
        write(Buffer.buffer(events));
    }

    /// The last event.
    void end(Buffer last) {
        if (over) {
            return;
        }
        head();
        over = true;
        response.end(gathered == null ? last : gathered.appendBuffer(last));
        gathered = null;
    }

    /// A client that has not read for too long.
    void giveUp() {
        routed.request().connection().close();
    }
}
