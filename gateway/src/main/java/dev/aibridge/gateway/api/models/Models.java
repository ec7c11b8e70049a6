package dev.aibridge.gateway.api.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.refusal.Envelope;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Answers;
import dev.aibridge.gateway.relay.Door;
import dev.aibridge.gateway.routing.Catalogue;
import dev.aibridge.gateway.routing.Catalogues;
import dev.aibridge.gateway.routing.ModelEntry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// `GET /v1/models` in the shape of the client's dialect; only what the caller may use.
@Singleton
public final class Models {

    private static final JsonFactory JSON = new JsonFactory();

    private final Door door;
    private final Catalogues catalogues;
    private final DatabaseClock clock;

    Models(Door door, Catalogues catalogues, DatabaseClock clock) {
        this.door = door;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    /// All of them.
    public void list(HttpServerRequest request) {
        door.open(
                request,
                caller ->
                        catalogues
                                .current()
                                .ifPresentOrElse(
                                        now -> list(request, now, caller),
                                        () -> noCatalogue(request)));
    }

    private void list(HttpServerRequest request, Catalogue catalogue, Caller caller) {
        Shape shape = shape(request);
        Paging.Result asked =
                shape instanceof Shape.Anthropic
                        ? Paging.read(request.params())
                        : new Paging.Result.Read(Paging.ALL);
        switch (asked) {
            case Paging.Result.Refused(Refusal no) -> Answers.refuse(request, no);
            case Paging.Result.Read(Paging paging) -> {
                List<ModelEntry> all = catalogue.listed(caller, shape.dialects(), clock.nowMs());
                Paging.Page page = paging.of(all);
                Answers.json(request.response(), 200, write(json -> shape.list(json, page)));
            }
        }
    }

    private static Shape shape(HttpServerRequest request) {
        return Answers.envelope(request) == Envelope.ANTHROPIC
                ? new Shape.Anthropic()
                : new Shape.OpenAi(request.params().contains("client_version"));
    }

    /// One of them, by its id or an alias.
    ///
    /// @param id as it stands in the path
    public void show(HttpServerRequest request, String id) {
        door.open(
                request,
                caller ->
                        catalogues
                                .current()
                                .ifPresentOrElse(
                                        now -> show(request, now, caller, decoded(id)),
                                        () -> noCatalogue(request)));
    }

    private static void show(
            HttpServerRequest request, Catalogue catalogue, Caller caller, String id) {
        Shape shape = shape(request);
        ModelEntry found = catalogue.model(id, caller, shape.dialects());
        if (found == null) {
            Answers.refuse(request, Refusals.modelNotFound(id));
        } else {
            Answers.json(request.response(), 200, write(json -> shape.model(json, found)));
        }
    }

    /// A path that is not well-formed names no model.
    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return id;
        }
    }

    private static void noCatalogue(HttpServerRequest request) {
        Answers.refuse(
                request,
                Refusals.dependencyUnavailable(
                        "The catalogue can't be read right now.", Duration.ofSeconds(2)));
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
