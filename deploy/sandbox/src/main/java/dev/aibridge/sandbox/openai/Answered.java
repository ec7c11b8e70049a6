package dev.aibridge.sandbox.openai;

import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.wire.ApiError;

/// An endpoint's yes or no.
sealed interface Answered {

    record Yes(Reply reply) implements Answered {}

    record No(ApiError error) implements Answered {}
}
