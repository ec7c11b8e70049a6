package dev.aibridge.gateway.routing;

import java.net.URI;
import java.util.Map;

/// Channels for tests that need none in particular.
public final class Channels {

    /// Speaks Anthropic's dialect.
    public static final Channel ANTHROPIC =
            new Channel(
                    "anthropic",
                    "Anthropic",
                    Map.of(Dialect.ANTHROPIC, URI.create("http://127.0.0.1:1")),
                    new VendorKey("sk-ant"),
                    new Quirks("max_tokens", false, false, false));

    private Channels() {}
}
