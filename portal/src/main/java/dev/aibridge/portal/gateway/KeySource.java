package dev.aibridge.portal.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where the gateway takes a channel's key from.
public enum KeySource {
    /// Its own environment; that wins.
    @JsonProperty("environment")
    ENVIRONMENT,
    /// The key that an admin stored.
    @JsonProperty("sealed")
    SEALED,
    /// Nowhere: the channel serves nothing.
    @JsonProperty("none")
    NONE
}
