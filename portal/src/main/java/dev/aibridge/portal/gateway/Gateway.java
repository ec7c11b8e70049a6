package dev.aibridge.portal.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aibridge.portal.PortalConfig;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks the gateway how its channels stand. Without the management token nothing can be asked.
@ApplicationScoped
public class Gateway {

    private static final Logger LOG = Logger.getLogger(Gateway.class);

    /// No channel serves it: then the gateway looks for the channel's key and calls nobody.
    private static final String NO_MODEL = "";

    private record Refusal(@JsonProperty("error") Trial.@Nullable Problem error) {}

    private final GatewayApi api;
    private final PortalConfig config;

    Gateway(@RestClient GatewayApi api, PortalConfig config) {
        this.api = api;
        this.config = config;
    }

    /// Whether it can be asked at all.
    public boolean askable() {
        return config.managementToken().isPresent();
    }

    /// One tiny call to a channel's vendor.
    ///
    /// @param model one of its models; `null` for its first
    public Attempt test(String channel, @Nullable String model) {
        return ask(channel, model, config.trialPatience());
    }

    /// Where a channel's key comes from; nothing when the gateway can't be asked.
    public Optional<KeySource> keySource(String channel) {
        return askable()
                        && ask(channel, NO_MODEL, config.lookupPatience())
                                instanceof Attempt.Answered(Trial trial)
                ? Optional.of(trial.keySource())
                : Optional.empty();
    }

    private Attempt ask(String channel, @Nullable String model, Duration patience) {
        String bearer = "Bearer " + config.managementToken().orElseThrow();
        try {
            return new Attempt.Answered(
                    api.test(bearer, channel, new Trial.Question(model))
                            .onFailure(IOException.class) // As a refused connection comes here.
                            .transform(ProcessingException::new)
                            .await()
                            .atMost(patience));
        } catch (WebApplicationException e) {
            return refused(e.getResponse());
        } catch (ProcessingException | TimeoutException e) {
            LOG.warnf("the gateway's management port does not answer: %s", e.getMessage());
            return new Attempt.Away();
        }
    }

    private static Attempt refused(Response response) {
        try {
            Refusal refusal = response.readEntity(Refusal.class);
            if (refusal != null && refusal.error != null) {
                return new Attempt.Refused(refusal.error.code());
            }
        } catch (ProcessingException | WebApplicationException | IllegalStateException e) {
            LOG.debugf("not the gateway's own words: %s", e.getMessage());
        }
        return new Attempt.Refused("http_" + response.getStatus());
    }
}
