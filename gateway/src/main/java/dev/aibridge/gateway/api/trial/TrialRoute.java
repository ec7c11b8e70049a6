package dev.aibridge.gateway.api.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.gateway.relay.Answers;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `POST /channels/{id}/test` on the management port: whether a channel's vendor answers with the
/// channel's own key.
@Singleton
public final class TrialRoute {

    private static final Logger LOG = Logger.getLogger(TrialRoute.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/channels/(?<id>[a-z0-9-]{1,64})/test";
    private static final int MIN_TOKEN_CHARS = 32;
    private static final int MAX_MODEL_CHARS = 128;
    private static final int MAX_BODY_BYTES = 4_096;

    private final TrialConfig config;
    private final Trials trials;
    private final Semaphore free;

    TrialRoute(TrialConfig config, Trials trials) {
        this.config = config;
        this.trials = trials;
        this.free = new Semaphore(config.concurrent());
    }

    void open(@Observes ManagementInterface management) {
        open(management.router());
    }

    /// Adds the route, if a token is set.
    ///
    /// @throws IllegalArgumentException when the token is too short
    void open(Router router) {
        config.token().ifPresent(token -> open(router, token));
    }

    private void open(Router router, String token) {
        if (token.length() < MIN_TOKEN_CHARS) {
            throw new IllegalArgumentException(
                    "the management token (AIBRIDGE_MANAGEMENT_TOKEN) needs 32 characters or more");
        }
        byte[] expected = bytes("Bearer " + token);
        router.postWithRegex(PATH).handler(context -> admit(context, expected));
        router.postWithRegex(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(this::read);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void admit(RoutingContext context, byte[] expected) {
        String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (given != null && MessageDigest.isEqual(bytes(given), expected)) {
            context.next();
        } else {
            refuse(context, 401, "unauthorized", "The management token is missing or wrong.");
        }
    }

    private void read(RoutingContext context) {
        Buffer body = context.body().buffer();
        String model;
        try {
            model = body == null || body.length() == 0 ? null : model(body);
        } catch (DecodeException | IllegalArgumentException | ClassCastException notOurs) {
            refuse(context, 400, "invalid_body", "The body is {\"model\": \"an id\"}, or none.");
            return;
        }
        if (free.tryAcquire()) {
            run(context, model);
        } else {
            refuse(context, 429, "busy", "Other trials are running; try again in a moment.");
        }
    }

    private static @Nullable String model(Buffer body) {
        String model = (String) new JsonObject(body).getValue("model");
        if (model != null && (model.length() > MAX_MODEL_CHARS || model.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("no id of a model");
        }
        return model;
    }

    private void run(RoutingContext context, @Nullable String model) {
        trials.run(Objects.requireNonNull(context.pathParam("id")), model)
                .onComplete(i -> free.release())
                .onSuccess(
                        trial ->
                                trial.ifPresentOrElse(
                                        shown -> answer(context, 200, shown),
                                        () -> refuse(context, 404, "unknown", "No such channel.")))
                .onFailure(
                        away -> {
                            LOG.warnf("a channel can't be tried: %s", away.getMessage());
                            refuse(context, 503, "unavailable", "The catalogue can't be read.");
                        });
    }

    private static void refuse(RoutingContext context, int status, String code, String message) {
        answer(context, status, Map.of("error", new Trial.Problem(code, message)));
    }

    private static void answer(RoutingContext context, int status, Object body) {
        try {
            Answers.json(context.response(), status, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException bug) {
            context.fail(bug);
        }
    }
}
