package dev.aibridge.gateway.api.models;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.aibridge.gateway.routing.Dialect;
import dev.aibridge.gateway.routing.ModelEntry;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// How a dialect's clients are told of models.
interface Shape {

    /// In which dialects they can call.
    Set<Dialect> dialects();

    /// Writes a page of the list.
    void list(JsonGenerator json, Paging.Page page) throws IOException;

    /// Writes one.
    void model(JsonGenerator json, ModelEntry model) throws IOException;

    /// OpenAI's (OpenAI API reference, "Models"), with the windows that agents look for.
    ///
    /// @param forCodex whether `models` is wanted too, which Codex reads instead of `data`
    record OpenAi(boolean forCodex) implements Shape {

        @Override
        public Set<Dialect> dialects() {
            return EnumSet.of(Dialect.OPENAI_CHAT, Dialect.OPENAI_RESPONSES);
        }

        @Override
        public void list(JsonGenerator json, Paging.Page page) throws IOException {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (ModelEntry model : page.models()) {
                model(json, model);
            }
            json.writeEndArray();
            if (forCodex) {
                codex(json, page.models());
            }
            json.writeEndObject();
        }

        private static void codex(JsonGenerator json, List<ModelEntry> models) throws IOException {
            json.writeArrayFieldStart("models");
            for (ModelEntry model : models) {
                json.writeStartObject();
                json.writeStringField("slug", model.id());
                json.writeStringField("display_name", model.id());
                json.writeStringField("description", model.strengths());
                json.writeNumberField("context_window", model.contextTokens());
                json.writeNumberField("priority", model.position());
                json.writeBooleanField("supported_in_api", true);
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        @Override
        public void model(JsonGenerator json, ModelEntry model) throws IOException {
            json.writeStartObject();
            json.writeStringField("id", model.id());
            json.writeStringField("object", "model");
            json.writeNumberField("created", model.addedAt().getEpochSecond());
            json.writeStringField("owned_by", model.provider());
            json.writeNumberField("context_length", model.contextTokens());
            json.writeNumberField("max_output_tokens", model.maxOutputTokens());
            json.writeStringField("description", model.strengths());
            json.writeEndObject();
        }
    }

    /// Anthropic's, with its paging (Anthropic API reference, "List models").
    record Anthropic() implements Shape {

        @Override
        public Set<Dialect> dialects() {
            return EnumSet.of(Dialect.ANTHROPIC);
        }

        @Override
        public void list(JsonGenerator json, Paging.Page page) throws IOException {
            List<ModelEntry> models = page.models();
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            for (ModelEntry model : models) {
                model(json, model);
            }
            json.writeEndArray();
            json.writeStringField("first_id", models.isEmpty() ? null : models.getFirst().id());
            json.writeStringField("last_id", models.isEmpty() ? null : models.getLast().id());
            json.writeBooleanField("has_more", page.hasMore());
            json.writeEndObject();
        }

        @Override
        public void model(JsonGenerator json, ModelEntry model) throws IOException {
            json.writeStartObject();
            json.writeStringField("type", "model");
            json.writeStringField("id", model.id());
            json.writeStringField("display_name", model.id());
            json.writeStringField("created_at", model.addedAt().toString());
            json.writeNumberField("max_input_tokens", model.contextTokens());
            json.writeNumberField("max_tokens", model.maxOutputTokens());
            json.writeEndObject();
        }
    }
}
