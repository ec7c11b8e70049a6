package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import dev.aibridge.sandbox.wire.Seals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `input`: a text or items, each call with its output, sealed reasoning as it was given.
final class ItemRules {

    private static final List<String> TYPES =
            List.of(
                    "compaction",
                    "compaction_trigger",
                    "custom_tool_call",
                    "custom_tool_call_output",
                    "function_call",
                    "function_call_output",
                    "item_reference",
                    "message",
                    "reasoning",
                    "web_search_call");
    private static final List<String> ROLES = List.of("assistant", "system", "developer", "user");
    private static final Set<String> CALLS = Set.of("function_call", "custom_tool_call");

    private final Objections objections;
    private final Seals seals;
    private final boolean imagesTaken;

    ItemRules(Objections objections, Seals seals, boolean imagesTaken) {
        this.objections = objections;
        this.seals = seals;
        this.imagesTaken = imagesTaken;
    }

    void check(JsonNode body) {
        JsonNode input = body.path("input");
        objections.unless(body.has("input"), () -> Say.missing("input"));
        objections.unless(
                input.isTextual() || input.isArray(),
                () -> Say.wrongType("input", "one of a string or array of objects", input));
        objections.unless(!input.isArray() || !input.isEmpty(), () -> Say.emptyArray("input"));
        for (int i = 0; i < input.size() && objections.none(); i++) {
            item(input.get(i), "input[" + i + "]");
        }
        if (objections.none() && input.isArray()) {
            answered(input);
            followed(input);
        }
    }

    static String typeOf(JsonNode item) {
        return item.path("type").asText("message");
    }

    private void item(JsonNode item, String path) {
        objections.unless(item.isObject(), () -> Say.wrongType(path, "an object", item));
        String type = typeOf(item);
        Fields fields = new Fields(objections, item, path);
        objections.unless(
                TYPES.contains(type),
                () -> Say.notOneOf(path, type, "'" + String.join("', '", TYPES) + "'"));
        if (!objections.none()) {
            return;
        }
        switch (type) {
            case "message" -> message(item, fields, path);
            case "reasoning" -> reasoning(item, fields);
            case "function_call" -> call(fields, "arguments");
            case "custom_tool_call" -> call(fields, "input");
            case "function_call_output", "custom_tool_call_output" -> output(item, fields, path);
            case "compaction" -> {
                fields.only(Set.of("type", "id", "encrypted_content", "created_by"));
                sealed(item, fields);
            }
            case "item_reference" -> objections.unless(false, () -> notStored(item));
            default -> {}
        }
    }

    private void message(JsonNode item, Fields fields, String path) {
        fields.only(Set.of("type", "role", "content", "id", "status", "phase"));
        fields.required("role");
        fields.oneOf("role", ROLES);
        fields.required("content");
        JsonNode content = item.path("content");
        objections.unless(
                content.isTextual() || content.isArray(),
                () ->
                        Say.wrongType(
                                path + ".content", "one of a string or array of objects", content));
        boolean spoken = item.path("role").asText().equals("assistant");
        for (int i = 0; i < content.size() && objections.none(); i++) {
            part(content.get(i), path + ".content[" + i + "]", spoken);
        }
    }

    private void part(JsonNode part, String path, boolean spoken) {
        Fields fields = new Fields(objections, part, path);
        fields.required("type");
        String type = part.path("type").asText();
        List<String> allowed =
                spoken
                        ? List.of("output_text", "refusal")
                        : List.of("input_text", "input_image", "input_file");
        objections.unless(
                allowed.contains(type),
                () -> Say.notOneOf(path, type, "'" + String.join("' and '", allowed) + "'"));
        switch (type) {
            case "input_text" -> {
                fields.only(Set.of("type", "text", "prompt_cache_breakpoint"));
                fields.requiredString("text");
            }
            case "output_text" -> {
                fields.only(Set.of("type", "text", "annotations", "logprobs"));
                fields.requiredString("text");
            }
            case "refusal" -> fields.requiredString("refusal");
            case "input_image" -> image(part, fields, path);
            default ->
                    fields.only(
                            Set.of(
                                    "type",
                                    "file_data",
                                    "filename",
                                    "file_url",
                                    "file_id",
                                    "detail"));
        }
    }

    private void image(JsonNode part, Fields fields, String path) {
        fields.only(Set.of("type", "image_url", "file_id", "detail", "prompt_cache_breakpoint"));
        fields.oneOf("detail", List.of("low", "high", "auto", "original"));
        objections.unless(
                imagesTaken,
                () ->
                        ApiError.invalid(
                                "Invalid content type. input_image is only supported by certain"
                                        + " models.",
                                path + ".type",
                                null));
        fields.required("image_url");
        ContentRules.url(objections, part.path("image_url").asText(), path + ".image_url");
    }

    private void reasoning(JsonNode item, Fields fields) {
        fields.only(Set.of("type", "id", "summary", "content", "encrypted_content", "status"));
        fields.required("summary");
        fields.array("summary", "an array of objects");
        if (item.hasNonNull("encrypted_content")) {
            sealed(item, fields);
        } else {
            objections.unless(false, () -> notStored(item));
        }
    }

    private void sealed(JsonNode item, Fields fields) {
        fields.requiredString("encrypted_content");
        String sealed = item.path("encrypted_content").asText();
        objections.unless(
                seals.isSealed(sealed),
                () ->
                        ApiError.invalid(
                                ("The encrypted content %s... could not be verified. Reason:"
                                                + " Encrypted content could not be decrypted or"
                                                + " parsed.")
                                        .formatted(
                                                sealed.substring(0, Math.min(4, sealed.length()))),
                                null,
                                "invalid_encrypted_content"));
    }

    private void call(Fields fields, String what) {
        fields.only(Set.of("type", "id", "call_id", "name", what, "namespace", "status", "caller"));
        fields.requiredString("call_id");
        fields.requiredString("name");
        fields.requiredString(what);
    }

    private void output(JsonNode item, Fields fields, String path) {
        fields.only(
                Set.of("type", "id", "call_id", "output", "status", "name", "namespace", "caller"));
        fields.requiredString("call_id");
        fields.required("output");
        JsonNode output = item.path("output");
        objections.unless(
                output.isTextual() || output.isArray(),
                () ->
                        Say.wrongType(
                                path + ".output", "one of a string or array of objects", output));
        for (int i = 0; i < output.size() && objections.none(); i++) {
            part(output.get(i), path + ".output[" + i + "]", false);
        }
    }

    private void answered(JsonNode input) {
        Set<String> open = new HashSet<>();
        for (JsonNode item : input) {
            String id = item.path("call_id").asText();
            if (CALLS.contains(typeOf(item))) {
                open.add(id);
            } else if (typeOf(item).endsWith("_call_output")) {
                String kind =
                        typeOf(item).startsWith("custom") ? "custom tool call" : "function call";
                objections.unless(
                        open.remove(id),
                        () ->
                                ApiError.invalid(
                                        "No tool call found for %s output with call_id %s."
                                                .formatted(kind, id),
                                        "input",
                                        null));
            }
        }
        objections.unless(
                open.isEmpty(),
                () ->
                        ApiError.invalid(
                                "No tool output found for function call %s."
                                        .formatted(open.iterator().next()),
                                "input",
                                null));
    }

    /// Reasoning is followed by what it led to.
    private void followed(JsonNode input) {
        for (int i = 0; i < input.size(); i++) {
            JsonNode item = input.get(i);
            JsonNode next = input.path(i + 1);
            boolean led =
                    CALLS.contains(typeOf(next))
                            || typeOf(next).equals("reasoning")
                            || typeOf(next).equals("web_search_call")
                            || next.path("role").asText().equals("assistant");
            objections.unless(
                    !typeOf(item).equals("reasoning") || led,
                    () ->
                            ApiError.invalid(
                                    ("Item '%s' of type 'reasoning' was provided without its"
                                                    + " required following item.")
                                            .formatted(item.path("id").asText()),
                                    "input",
                                    null));
        }
    }

    private static ApiError notStored(JsonNode item) {
        return ApiError.of(
                404,
                ("Item with id '%s' not found. Items are not persisted when `store` is set to"
                                + " false. Try again with `store` set to true, or remove this item"
                                + " from your input.")
                        .formatted(item.path("id").asText()),
                "input",
                null);
    }
}
