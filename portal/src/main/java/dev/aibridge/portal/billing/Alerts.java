package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When and where somebody is told about their money.
public record Alerts(List<Rule> rules, List<Endpoint> endpoints) {

    /// A threshold.
    ///
    /// @param kind `balance`: in micro-tokens; `days`: in days that the balance lasts; `cap`: in
    ///   percent of any spend cap that are used
    /// @param armed whether it tells next time; it has told when not
    public record Rule(UUID id, String kind, long threshold, boolean armed, Instant madeAt) {}

    /// A threshold to add.
    public record NewRule(String kind, long threshold) {}

    /// Where webhooks go.
    public record Endpoint(UUID id, String url, Instant madeAt) {}

    /// An endpoint to add.
    public record NewEndpoint(String url) {}

    /// An endpoint that was just added.
    ///
    /// @param secret shown this once
    public record Added(Endpoint endpoint, String secret) {}

    /// Something that was told, or is about to be.
    ///
    /// @param type as in `balance.low`
    /// @param to an e-mail address or an endpoint's
    /// @param state `due`, `done` or `given_up`
    /// @param answer what came of the last attempt
    public record Delivery(
            UUID id,
            String type,
            String to,
            String state,
            int attempts,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable String answer) {}
}
