package dev.aibridge.gateway.relay;

import io.vertx.core.buffer.Buffer;

/// How a stream ends: with what it cost and `[DONE]`, or with one error.
final class Terminal {

    private static final String DONE = "data: [DONE]\n\n";

    private Terminal() {}

    /// What was not known when the head was sent stands in a comment, which every official client
    /// ignores, while an unknown event would break some.
    static Buffer done(Visit.Routed routed, Closing.Receipt receipt) {
        String comment =
                ": aibridge {\"cost\":"
                        + Headers.tokens(receipt.charge())
                        + ",\"balance\":"
                        + Headers.tokens(receipt.balance())
                        + ",\"provider\":\""
                        + routed.to().channel().provider()
                        + "\"}\n\n";
        return Buffer.buffer(comment + DONE);
    }

    /// One error event and nothing after it.
    static Buffer error(byte[] envelope) {
        return Buffer.buffer("data: ").appendBytes(envelope).appendString("\n\n");
    }
}
