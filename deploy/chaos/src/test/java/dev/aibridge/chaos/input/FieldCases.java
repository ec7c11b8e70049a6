package dev.aibridge.chaos.input;

import static dev.aibridge.chaos.input.Call.MESSAGES;
import static dev.aibridge.chaos.input.Call.utf8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// JSON whose fields are missing, of a wrong type, out of range, or not offered.
final class FieldCases {

    private static final String TOOL =
            "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}";

    private final String key;

    private FieldCases(String key) {
        this.key = key;
    }

    static Stream<Case> all(String key) {
        FieldCases cases = new FieldCases(key);
        return Stream.of(
                        cases.models(),
                        cases.messages(),
                        cases.types(),
                        cases.ranges(),
                        cases.closedList(),
                        cases.notPriced(),
                        cases.embeddings())
                .flatMap(all -> all);
    }

    private Case chat(String name, String body, String code, String param) {
        return Case.of(name, Call.chat(key, body), 400, code).param(param);
    }

    private Case model(String name, String json, String code) {
        return chat(name, "{\"model\":" + json + "," + MESSAGES + "}", code, "model");
    }

    private Stream<Case> models() {
        return Stream.of(
                chat("no model", "{" + MESSAGES + "}", "missing_required_parameter", "model"),
                model("a model that is null", "null", "missing_required_parameter"),
                model("a model that is a number", "4", "invalid_type"),
                model("a model that is a list", "[\"gpt-4o\"]", "invalid_type"),
                model("a model without a name", "\"\"", "invalid_value"),
                model("a model name of 257 characters", quoted("m".repeat(257)), "invalid_value"),
                model("a model name of 5,000", quoted("m".repeat(5_000)), "invalid_value"),
                unknown("an unknown model", "gpt-0"),
                unknown("an unknown model of 256 characters", "m".repeat(256)),
                unknown("a model with a line break and markup", "<script>\\r\\nx: y"),
                unknown("a model in other letters", "GPT-4O-MINI"),
                unknown("an embedding model for a chat", "text-embedding-3-small"));
    }

    private Case unknown(String name, String model) {
        return Case.of(name, Call.chat(key, Call.body(model, "")), 404, "model_not_found")
                .param("model");
    }

    private Case messages(String name, String json, String code, String param) {
        String body = "{\"model\":\"gpt-4o-mini\",\"messages\":" + json + "}";
        return chat(name, body, code, param);
    }

    private Stream<Case> messages() {
        return Stream.of(
                chat(
                        "no messages",
                        "{\"model\":\"gpt-4o-mini\"}",
                        "missing_required_parameter",
                        "messages"),
                messages("null messages", "null", "missing_required_parameter", "messages"),
                messages("messages as text", "\"hi\"", "invalid_type", "messages"),
                messages("messages as an object", "{}", "invalid_type", "messages"),
                messages("an empty list of messages", "[]", "invalid_value", "messages"),
                messages("a message that is text", "[\"hi\"]", "invalid_type", "messages[0]"),
                messages(
                        "a second message that is null",
                        "[{\"role\":\"user\",\"content\":\"\"},null]",
                        "invalid_type",
                        "messages[1]"));
    }

    private Stream<Case> types() {
        Map<String, List<String>> wrong = new TreeMap<>();
        wrong.put("stream", List.of("\"yes\"", "1"));
        wrong.put("n", List.of("\"1\"", "1.5", "true"));
        wrong.put("max_tokens", List.of("\"10\"", "10.5", "[]"));
        wrong.put("max_completion_tokens", List.of("{}", "1.0"));
        wrong.put("store", List.of("\"no\""));
        wrong.put("parallel_tool_calls", List.of("0"));
        wrong.put("user", List.of("5"));
        wrong.put("safety_identifier", List.of("[]"));
        wrong.put("prompt_cache_key", List.of("{}"));
        wrong.put("stream_options", List.of("\"usage\"", "true"));
        wrong.put("tools", List.of("{}", "\"f\""));
        Stream<Case> fields =
                wrong.entrySet().stream()
                        .flatMap(
                                field ->
                                        field.getValue().stream()
                                                .map(json -> type(field.getKey(), json)));
        Call usage =
                Call.chatWith(key, "stream_options", "{\"include_usage\":\"yes\"},\"stream\":true");
        return Stream.concat(
                fields,
                Stream.of(
                        Case.of("stream_options.include_usage as text", usage, 400, "invalid_type")
                                .param("stream_options.include_usage")));
    }

    private Case type(String field, String json) {
        return Case.of(field + " as " + json, Call.chatWith(key, field, json), 400, "invalid_type")
                .param(field);
    }

    private Stream<Case> ranges() {
        String huge = "9".repeat(40);
        return Stream.of(
                range("n", "0"),
                range("n", "129"),
                range("n", "-1"),
                range("n", huge),
                range("max_tokens", "-1"),
                range("max_tokens", "2147483648"),
                range("max_tokens", "-9223372036854775809"),
                range("max_completion_tokens", "-1"),
                range("max_completion_tokens", huge));
    }

    private Case range(String field, String json) {
        String name = field + " of " + json;
        return Case.of(name, Call.chatWith(key, field, json), 400, "invalid_value").param(field);
    }

    private Stream<Case> closedList() {
        Map<String, String> fields = new TreeMap<>();
        for (String vendorObject :
                List.of("previous_response_id", "conversation", "container", "file_id", "thread")) {
            fields.put(vendorObject, "\"id_1\"");
        }
        for (String steering :
                List.of("api_base", "base_url", "api_key", "proxy", "organization", "project")) {
            fields.put(steering, "\"http://169.254.169.254/\"");
        }
        fields.put("fallbacks", "[\"gpt-4o\"]");
        fields.put("models", "[\"gpt-4o\"]");
        fields.put("route", "\"fallback\"");
        fields.put("extra_body", "{}");
        fields.put("extra_headers", "{\"authorization\":\"x\"}");
        fields.put("custom_llm_provider", "\"azure\"");
        fields.put("service_tier", "\"priority\"");
        fields.put("prompt_cache_retention", "\"24h\"");
        fields.put("web_search_options", "{}");
        fields.put("audio", "{\"voice\":\"alloy\",\"format\":\"wav\"}");
        fields.put("mcp_servers", "[]");
        fields.put("background", "true");
        fields.put("speed", "\"fast\"");
        fields.put("inference_geo", "\"us\"");
        fields.put("file_ids", "[\"file-1\"]");
        fields.put("cachedContent", "\"c/1\"");
        return fields.entrySet().stream().map(field -> refused(field.getKey(), field.getValue()));
    }

    private Case refused(String field, String json) {
        return Case.of(
                        field + ", which is not offered",
                        Call.chatWith(key, field, json),
                        400,
                        "unsupported_value")
                .param(field);
    }

    private Case refused(String name, String model, String more, String param) {
        return chat(name, Call.body(model, more), "unsupported_value", param);
    }

    private Stream<Case> notPriced() {
        String mini = "gpt-4o-mini";
        return Stream.of(
                refused("audio as an answer", mini, ",\"modalities\":[\"audio\"]", "modalities"),
                refused("a flexible tier", mini, ",\"service_tier\":\"flex\"", "service_tier"),
                refused("a tier that is a number", mini, ",\"service_tier\":1", "service_tier"),
                refused(
                        "a hosted tool that is forced",
                        mini,
                        ",\"tools\":[{\"type\":\"web_search\"}],\"tool_choice\":{\"type\":\"web_search\"}",
                        "tool_choice"),
                refused(
                        "a tool is required and only hosted ones are offered",
                        mini,
                        ",\"tools\":[{\"type\":\"mcp\"}],\"tool_choice\":\"required\"",
                        "tool_choice"),
                refused("tools for gpt-5.4", "gpt-5.4", ",\"tools\":[" + TOOL + "]", "tools"),
                refused("tools for its alias", "gpt-5-mini", ",\"tools\":[" + TOOL + "]", "tools"),
                part("a file at the vendor", "\"file\",\"file\":{\"file_id\":\"file-1\"}"),
                part("audio in a message", "\"input_audio\",\"input_audio\":{\"data\":\"AA==\"}"));
    }

    private Case part(String name, String type) {
        String json = "[{\"role\":\"user\",\"content\":[{\"type\":" + type + "}]}]";
        return messages(name, json, "unsupported_value", "messages");
    }

    private Stream<Case> embeddings() {
        String model = "\"model\":\"text-embedding-3-small\"";
        String input = ",\"input\":\"" + Call.CANARY + "\"";
        Call chatModel = embedding("\"model\":\"gpt-4o\"" + input);
        return Stream.concat(
                inputs(model, input),
                Stream.of(
                        embed("0 dimensions", model + input, "dimensions", "0", "invalid_value"),
                        embed("half a one", model + input, "dimensions", "1.5", "invalid_type"),
                        embed("format 1", model + input, "encoding_format", "1", "invalid_type"),
                        embed("users", model + input, "user", "[]", "invalid_type"),
                        embed("steering", model + input, "api_base", "\"x\"", "unsupported_value"),
                        Case.of("a chat model for embeddings", chatModel, 404, "model_not_found")
                                .param("model")));
    }

    private Stream<Case> inputs(String model, String input) {
        String missing = "missing_required_parameter";
        return Stream.of(
                embed("no input", model, missing, "input"),
                embed("null input", model + ",\"input\":null", missing, "input"),
                embed("input as a number", model + ",\"input\":7", "invalid_type", "input"),
                embed("input as an object", model + ",\"input\":{}", "invalid_type", "input"),
                embed("no model to embed", input.substring(1), missing, "model"));
    }

    private Case embed(String name, String good, String field, String json, String code) {
        return embed("embeddings with " + name, good + ",\"" + field + "\":" + json, code, field);
    }

    private Case embed(String name, String fields, String code, String param) {
        return Case.of(name, embedding(fields), 400, code).param(param);
    }

    private Call embedding(String fields) {
        return Call.post("/v1/embeddings", key, utf8("{" + fields + "}"));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
