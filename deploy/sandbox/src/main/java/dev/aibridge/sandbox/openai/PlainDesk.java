package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.exchange.Call;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.openai.rules.Multipart;
import dev.aibridge.sandbox.openai.rules.Multipart.Part;
import dev.aibridge.sandbox.openai.rules.PlainRules;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.PlainModel;
import dev.aibridge.sandbox.vendor.PlainModel.Use;
import dev.aibridge.sandbox.wire.ApiError;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OpenAI's endpoints that have models of their own: legacy completions, transcription, speech,
/// images, moderation.
final class PlainDesk {

    private static final Map<String, Use> ROUTES =
            Map.of(
                    "/v1/completions", Use.COMPLETION,
                    "/v1/audio/transcriptions", Use.TRANSCRIPTION,
                    "/v1/audio/speech", Use.SPEECH,
                    "/v1/images/generations", Use.IMAGE,
                    "/v1/moderations", Use.MODERATION);

    private final TextEndpoint text;
    private final MediaEndpoint media;

    PlainDesk(InstantSource clock) {
        this.text = new TextEndpoint(clock);
        this.media = new MediaEndpoint(clock);
    }

    /// Whether a path is one of these.
    boolean serves(String path) {
        return ROUTES.containsKey(path);
    }

    Answered answer(Call call, long seq, @Nullable Fault fault) {
        Use use = Objects.requireNonNull(ROUTES.get(call.path()));
        return use == Use.TRANSCRIPTION ? form(call, seq) : json(call, use, seq, fault);
    }

    private Answered json(Call call, Use use, long seq, @Nullable Fault fault) {
        if (!call.header("content-type").startsWith("application/json")) {
            return new Answered.No(Nos.contentType(call));
        }
        Optional<JsonNode> json = call.json();
        if (json.isEmpty() || !(json.get() instanceof ObjectNode body)) {
            return new Answered.No(Nos.json());
        }
        String usual = use == Use.MODERATION ? "omni-moderation-latest" : "";
        String name = body.path("model").asText(usual);
        if (name.isEmpty()) {
            return new Answered.No(Nos.noModel(body.path("model")));
        }
        Optional<PlainModel> model = model(name, use);
        if (model.isEmpty()) {
            return new Answered.No(new Accent(ChatVendor.OPENAI).unknownModel(name));
        }
        Optional<ApiError> refusal = PlainRules.check(model.get(), body);
        if (refusal.isPresent()) {
            return new Answered.No(refusal.get());
        }
        return new Answered.Yes(
                switch (use) {
                    case COMPLETION -> text.completion(model.get(), body, seq, fault);
                    case MODERATION -> text.moderation(model.get(), body, seq);
                    case SPEECH -> media.speech(model.get(), body, seq);
                    case IMAGE -> media.image(model.get(), body, seq);
                    case TRANSCRIPTION -> throw new IllegalArgumentException("comes as a form");
                });
    }

    private Answered form(Call call, long seq) {
        String type = call.header("content-type");
        if (!type.startsWith("multipart/form-data")) {
            return new Answered.No(Nos.notAForm(call));
        }
        Optional<Multipart> form = Multipart.of(type, call.body().getBytes());
        if (form.isEmpty()) {
            return new Answered.No(ApiError.invalid("Could not parse multipart form", null, null));
        }
        Part named = form.get().parts().get("model");
        if (named == null) {
            return new Answered.No(
                    ApiError.invalid("you must provide a model parameter", null, null));
        }
        Optional<PlainModel> model = model(named.text(), Use.TRANSCRIPTION);
        if (model.isEmpty()) {
            return new Answered.No(new Accent(ChatVendor.OPENAI).unknownModel(named.text()));
        }
        return PlainRules.transcription(form.get())
                .<Answered>map(Answered.No::new)
                .orElseGet(
                        () -> new Answered.Yes(media.transcription(model.get(), form.get(), seq)));
    }

    private static Optional<PlainModel> model(String name, Use use) {
        return ChatVendor.OPENAI
                .model(name)
                .filter(PlainModel.class::isInstance)
                .map(PlainModel.class::cast)
                .filter(model -> model.use() == use);
    }
}
