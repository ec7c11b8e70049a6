package dev.aibridge.gateway.api.trial;

import dev.aibridge.gateway.routing.ChannelLookup;
import dev.aibridge.gateway.routing.ChannelLookup.Lack;
import dev.aibridge.gateway.routing.ChannelLookup.Standing;
import dev.aibridge.gateway.upstream.Vendors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries channels as they stand in the database, enabled or not.
@Singleton
final class Trials {

    private final Vertx vertx;
    private final TrialConfig config;
    private final ChannelLookup channels;
    private final Vendors vendors;

    Trials(Vertx vertx, TrialConfig config, ChannelLookup channels, Vendors vendors) {
        this.vertx = vertx;
        this.config = config;
        this.channels = channels;
        this.vendors = vendors;
    }

    /// Tries one; to be called on an event loop. Empty when there is no such channel; fails when
    /// the database does not answer. What the vendor does wrong is in the trial.
    ///
    /// @param model one of its models; `null` for its first, chat before embeddings
    Future<Optional<Trial>> run(String channel, @Nullable String model) {
        return channels.find(channel, model)
                .compose(
                        standing ->
                                switch (standing) {
                                    case Standing.Unknown unknown ->
                                            Future.succeededFuture(Optional.empty());
                                    case Standing.Unready unready ->
                                            Future.succeededFuture(
                                                    Optional.of(uncalled(channel, model, unready)));
                                    case Standing.Ready ready ->
                                            new TrialCall(vertx, config, ready)
                                                    .start(vendors)
                                                    .map(Optional::of);
                                });
    }

    private static Trial uncalled(
            String channel, @Nullable String model, Standing.Unready unready) {
        return Trial.uncalled(channel, model, unready.source(), problem(unready.lack()));
    }

    private static Trial.Problem problem(Lack lack) {
        return switch (lack) {
            case MODEL -> new Trial.Problem("no_model", "This channel serves no such model.");
            case KEY ->
                    new Trial.Problem(
                            "no_key", "No key is stored, and none is in the environment.");
            case OPENED_KEY ->
                    new Trial.Problem(
                            "key_locked",
                            "The stored key does not open with this gateway's"
                                    + " AIBRIDGE_VENDOR_KEY_KEY; store it again.");
            case USABLE_SETTINGS ->
                    new Trial.Problem(
                            "unusable_settings",
                            "The base URL, the quirks or the environment's key can't be used.");
        };
    }
}
