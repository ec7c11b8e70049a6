package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.admission.RateLimit;
import dev.aibridge.gateway.admission.RateLimits;
import dev.aibridge.gateway.metering.Tokenizer;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.upstream.VendorCall;
import dev.aibridge.gateway.upstream.VendorRefusal;
import dev.aibridge.gateway.upstream.Vendors;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import jakarta.inject.Singleton;

/// Counts the tokens of a request: free, but within the limit of requests. The vendor counts; where
/// it can't or does not answer, we do.
@Singleton
final class Counting {

    private static final int MAX_ANSWER_BYTES = 1 << 16;

    private final RateLimits limits;
    private final Vendors vendors;
    private final Tokenizer tokenizer;
    private final Stage stage;

    Counting(RateLimits limits, Vendors vendors, Tokenizer tokenizer, Stage stage) {
        this.limits = limits;
        this.vendors = vendors;
        this.tokenizer = tokenizer;
        this.stage = stage;
    }

    /// Counts and answers.
    void count(Visit.Routed routed, Countable ask) {
        limits.take(routed.caller())
                .onSuccess(
                        limit -> {
                            Headers.limit(routed.request().response(), limit);
                            switch (limit) {
                                case RateLimit.Granted permit -> askVendor(routed, ask);
                                case RateLimit.Refused no -> refuse(routed, no.refusal());
                            }
                        })
                .onFailure(bug -> refuse(routed, Stage.bug(bug)));
    }

    private void askVendor(Visit.Routed routed, Countable ask) {
        Exchange exchange = new Exchange(routed, ask);
        stage.watch().add(exchange);
        exchange.call.start(
                vendors,
                routed.to().channel(),
                new VendorCall.Place(ask.endpoint(), ask.countPath()),
                routed.request().headers(),
                ask.forCount(routed.to().upstreamModel()),
                exchange);
    }

    private void refuse(Visit.Routed routed, Refusal no) {
        stage.leave(routed.ask().body().length);
        Answers.refuse(routed.request(), no);
    }

    private void answer(Visit.Routed routed, byte[] body) {
        stage.leave(routed.ask().body().length);
        Headers.served(routed.request().response(), routed);
        if (!routed.request().response().closed()) {
            Answers.json(routed.request().response(), 200, body);
        }
    }

    /// One call of a vendor; the client that leaves does not end it, it is short.
    private final class Exchange implements VendorCall.Listener, Timed {

        private final Visit.Routed routed;
        private final Countable ask;
        private final VendorCall call = new VendorCall();
        private final long deadlineNanos =
                System.nanoTime() + stage.config().countTimeout().toNanos();
        private Buffer body = Buffer.buffer();
        private boolean over;

        Exchange(Visit.Routed routed, Countable ask) {
            this.routed = routed;
            this.ask = ask;
        }

        @Override
        public void onHead(HttpClientResponse head) {
            head.exceptionHandler(this::onFailure);
            head.handler(
                    part -> {
                        if (body.length() + part.length() <= MAX_ANSWER_BYTES) {
                            body.appendBuffer(part);
                        }
                    });
            head.endHandler(end -> whole(head.statusCode()));
        }

        private void whole(int status) {
            Refusal no = VendorRefusal.of(status, body.getBytes());
            if (status == 200 && claim()) {
                answer(routed, body.getBytes());
            } else if (status != 200 && no.status() < 500 && claim()) {
                refuse(routed, no);
            } else {
                ourselves();
            }
        }

        @Override
        public void onFailure(Throwable cause) {
            ourselves();
        }

        @Override
        public void tick(long nowNanos) {
            if (nowNanos - deadlineNanos > 0) {
                ourselves();
            }
        }

        @Override
        public void stop() {
            ourselves();
        }

        private void ourselves() {
            if (!claim()) {
                return;
            }
            call.cancel();
            long images = (long) ask.images() * routed.to().model().traits().imageTokens();
            Future<Long> tokens =
                    Aside.run(
                            stage.vertx(),
                            () -> images + tokenizer.countRequest(ask.body(), ask.messages()));
            tokens.onSuccess(count -> answer(routed, ask.counted(count)))
                    .onFailure(bug -> refuse(routed, Stage.bug(bug)));
        }

        private boolean claim() {
            boolean first = !over;
            over = true;
            if (first) {
                stage.watch().remove(this);
            }
            return first;
        }
    }
}
