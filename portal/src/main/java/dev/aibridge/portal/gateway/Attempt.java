package dev.aibridge.portal.gateway;

/// What came of asking the gateway.
public sealed interface Attempt {

    /// It answered.
    record Answered(Trial trial) implements Attempt {}

    /// It said no.
    ///
    /// @param code `unauthorized`, `unknown`, `busy`, `unavailable`, or `http_404` where it has no
    ///   such route
    record Refused(String code) implements Attempt {}

    /// It does not answer, or not in time.
    record Away() implements Attempt {}
}
