package dev.aibridge.sandbox.answer;

/// Why a model stopped.
public enum Finish {
    /// It had said everything.
    STOP,
    /// It came to a text that the request named.
    STOP_SEQUENCE,
    /// It came to the request's or its own maximum.
    LENGTH,
    /// It calls tools.
    CALLS,
    /// It would not answer.
    REFUSED,
    /// The vendor had no capacity left to go on.
    NO_RESOURCE
}
