package dev.aibridge.gateway.relay;

import io.vertx.core.buffer.Buffer;

/// What a stream says just before its last event: what it cost.
final class Terminal {

    private Terminal() {}

    /// What was not known when the head was sent stands in a comment, which every official client
    /// ignores, while an unknown event would break some.
    ///
    /// @param last the terminal event
    static Buffer after(Visit.Routed routed, Closing.Receipt receipt, Buffer last) {
        String comment =
                ": aibridge {\"cost\":"
                        + Headers.tokens(receipt.charge())
                        + ",\"balance\":"
                        + Headers.tokens(receipt.balance())
                        + ",\"provider\":\""
                        + routed.to().channel().provider()
                        + "\"}\n\n";
        return Buffer.buffer(comment).appendBuffer(last);
    }
}
