package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aibridge.sandbox.wire.ApiError;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the usage API refuses.
public final class UsageRules {

    private static final Set<String> SINGLE =
            Set.of("start_time", "end_time", "bucket_width", "limit", "page", "batch");
    private static final Set<String> ARRAYS =
            Set.of("group_by", "models", "project_ids", "user_ids", "api_key_ids");
    private static final Set<String> GROUPS =
            Set.of("project_id", "user_id", "api_key_id", "model");
    private static final Set<String> GROUPS_OF_COMPLETIONS = Set.of("batch", "service_tier");
    private static final String WHOLE = "[0-9]{1,10}";

    private final boolean embeddings;
    private final Objections objections = new Objections();

    /// The rules of one of both endpoints.
    public UsageRules(boolean embeddings) {
        this.embeddings = embeddings;
    }

    /// The first thing that is wrong with those parameters.
    public Optional<ApiError> check(Map<String, List<String>> query) {
        query.forEach(this::known);
        objections.unless(query.containsKey("start_time"), () -> Say.missing("start_time"));
        whole(query, "start_time");
        whole(query, "end_time");
        whole(query, "limit");
        String width = query.getOrDefault("bucket_width", List.of("1d")).getFirst();
        objections.unless(
                BucketWidth.of(width).isPresent(),
                () -> Say.notOneOf("bucket_width", width, "'1m', '1h', and '1d'"));
        if (objections.none()) {
            range(query, BucketWidth.of(width).orElseThrow());
        }
        String page = query.getOrDefault("page", List.of("")).getFirst();
        objections.unless(
                !query.containsKey("page") || UsageParameters.at(page).isPresent(),
                () -> ApiError.invalid("Invalid 'page': not a cursor.", "page", "invalid_value"));
        groups(query);
        return objections.first();
    }

    private void known(String name, List<String> values) {
        String bare = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
        boolean single = SINGLE.contains(name) && (!embeddings || !name.equals("batch"));
        objections.unless(single || ARRAYS.contains(bare), () -> Say.unknown(name));
        objections.unless(
                !single || values.size() == 1,
                () -> Say.wrongType(name, "a single value", Json.array()));
    }

    private void whole(Map<String, List<String>> query, String name) {
        String given = query.getOrDefault(name, List.of("0")).getFirst();
        objections.unless(
                given.matches(WHOLE), () -> Say.wrongType(name, "an integer", text(given)));
    }

    private void range(Map<String, List<String>> query, BucketWidth width) {
        long start = Long.parseLong(UsageParameters.one(query, "start_time").orElseThrow());
        long end =
                Long.parseLong(
                        query.getOrDefault("end_time", List.of("" + Long.MAX_VALUE)).getFirst());
        objections.unless(
                start < end,
                () ->
                        ApiError.invalid(
                                "Invalid 'end_time': must be after 'start_time'.",
                                "end_time",
                                "invalid_value"));
        String limit = query.getOrDefault("limit", List.of("1")).getFirst();
        objections.unless(
                Long.parseLong(limit) >= 1, () -> Say.tooLow("limit", "integer", 1, text(limit)));
        objections.unless(
                Long.parseLong(limit) <= width.most(),
                () -> Say.tooHigh("limit", "integer", width.most(), text(limit)));
    }

    private void groups(Map<String, List<String>> query) {
        Set<String> allowed = new TreeSet<>(GROUPS);
        if (!embeddings) {
            allowed.addAll(GROUPS_OF_COMPLETIONS);
        }
        for (String group : UsageParameters.all(query, "group_by")) {
            objections.unless(
                    allowed.contains(group),
                    () ->
                            Say.notOneOf(
                                    "group_by", group, "'" + String.join("', '", allowed) + "'"));
        }
    }

    private static JsonNode text(String given) {
        return TextNode.valueOf(given);
    }
}
