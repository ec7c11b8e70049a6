package dev.aibridge.sandbox.desk;

import dev.aibridge.sandbox.wire.ApiError;

/// An endpoint's yes or no.
sealed interface Answered {

    record Yes(Reply reply) implements Answered {}

    record No(ApiError error) implements Answered {}
}
