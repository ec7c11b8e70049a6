package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.admin.organization.usage.UsageCompletionsParams;
import com.openai.models.admin.organization.usage.UsageCompletionsParams.BucketWidth;
import com.openai.models.admin.organization.usage.UsageCompletionsParams.GroupBy;
import com.openai.models.admin.organization.usage.UsageCompletionsResponse;
import com.openai.models.admin.organization.usage.UsageCompletionsResponse.Data;
import com.openai.models.admin.organization.usage.UsageEmbeddingsParams;
import com.openai.models.admin.organization.usage.UsageEmbeddingsResponse;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What OpenAI says that it bills, read by its own client.
class UsageApiTest {

    private static final String COMPLETIONS = "/v1/organization/usage/completions";
    private static final String ADMIN = "sk-admin-sandbox-openai";

    private static Sandbox sandbox;
    private static Caller caller;
    private static OpenAIClient client;

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final Instant yesterday = today.minus(1, ChronoUnit.DAYS);

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        caller = new Caller(sandbox);
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(sandbox.baseUrl() + "/openai/v1")
                        .apiKey("sk-sandbox-openai")
                        .adminApiKey(ADMIN)
                        .maxRetries(0)
                        .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        caller.control("DELETE", "/requests", "");
    }

    private static UsageCompletionsParams.Builder since(Instant start) {
        return UsageCompletionsParams.builder().startTime(start.getEpochSecond());
    }

    private static UsageCompletionsResponse ask(UsageCompletionsParams params) {
        return client.admin().organization().usage().completions(params).validate();
    }

    private static void bill(String model, Instant at, int requests, long prompt, long cached) {
        JsonNode billed =
                caller.control(
                        "POST",
                        "/usage",
                        """
                        {"vendor": "openai", "model": "%s", "at": "%s", "requests": %d,
                         "prompt_tokens": %d, "cached_tokens": %d, "completion_tokens": 7}"""
                                .formatted(model, at, requests, prompt, cached));
        assertThat(billed.path("status").asText()).as(billed.toString()).isEqualTo("billed");
    }

    private static HttpResponse<String> get(String query, String key) {
        return caller.send(
                caller.request("openai", COMPLETIONS + query)
                        .setHeader("authorization", "Bearer " + key)
                        .GET()
                        .build());
    }

    @Test
    void whatWasAskedIsBilledByTheDatedNameOfItsModel() {
        String body = Caller.ask("gpt-4o", "count me").toString();
        JsonNode usage = Caller.json(caller.chat("openai", body).body()).path("usage");
        caller.chat("openai", Caller.ask("gpt-9", "refused").toString());

        UsageCompletionsResponse page = ask(since(today).addGroupBy(GroupBy.MODEL).build());

        List<Data.Result> results =
                page.data().stream().flatMap(bucket -> bucket.results().stream()).toList();
        assertThat(results).hasSize(1);
        var result = results.getFirst().asOrganizationUsageCompletions();
        assertThat(result.model()).contains("gpt-4o-2024-08-06");
        assertThat(result.numModelRequests()).isOne();
        assertThat(result.inputTokens()).isEqualTo(usage.path("prompt_tokens").asLong());
        assertThat(result.outputTokens()).isEqualTo(usage.path("completion_tokens").asLong());
        assertThat(result.inputCachedTokens()).contains(0L);
    }

    @Test
    void withoutGroupsAllModelsAreOneResult() {
        bill("gpt-4o", yesterday, 2, 100, 40);
        bill("gpt-4o-mini", yesterday.plusSeconds(3_600), 1, 50, 0);
        bill("text-embedding-3-small", yesterday, 3, 11, 0);

        UsageCompletionsResponse page =
                ask(since(yesterday).endTime(today.getEpochSecond()).build());

        assertThat(page.data()).hasSize(1);
        assertThat(page.data().getFirst().endTime()).isEqualTo(today.getEpochSecond());
        var all = page.data().getFirst().results().getFirst().asOrganizationUsageCompletions();
        assertThat(all.inputTokens()).isEqualTo(250);
        assertThat(all.inputCachedTokens()).contains(80L);
        assertThat(all.outputTokens()).isEqualTo(21);
        assertThat(all.numModelRequests()).isEqualTo(3);
        assertThat(all.model()).isEmpty();

        UsageEmbeddingsResponse embeddings =
                client.admin()
                        .organization()
                        .usage()
                        .embeddings(
                                UsageEmbeddingsParams.builder()
                                        .startTime(yesterday.getEpochSecond())
                                        .endTime(today.getEpochSecond())
                                        .addGroupBy(UsageEmbeddingsParams.GroupBy.MODEL)
                                        .build())
                        .validate();
        var embedded =
                embeddings.data().getFirst().results().getFirst().asOrganizationUsageEmbeddings();
        assertThat(embedded.inputTokens()).isEqualTo(33);
        assertThat(embedded.model()).contains("text-embedding-3-small");
    }

    @Test
    void pagesFollowEachOtherUntilThereAreNoMore() {
        for (int hour = 0; hour < 5; hour++) {
            bill("gpt-4o", yesterday.plus(hour, ChronoUnit.HOURS), 1, 10 + hour, 0);
        }
        List<Long> inputs = new ArrayList<>();
        Optional<String> next = Optional.empty();
        int pages = 0;
        do {
            UsageCompletionsResponse page =
                    ask(
                            since(yesterday)
                                    .endTime(yesterday.getEpochSecond() + 5 * 3_600)
                                    .bucketWidth(BucketWidth._1H)
                                    .limit(2)
                                    .addModel("gpt-4o")
                                    .page(next)
                                    .build());
            page.data()
                    .forEach(
                            bucket ->
                                    inputs.add(
                                            bucket.results()
                                                    .getFirst()
                                                    .asOrganizationUsageCompletions()
                                                    .inputTokens()));
            next = page.nextPage();
            assertThat(page.hasMore()).isEqualTo(next.isPresent());
            pages++;
        } while (next.isPresent());
        assertThat(pages).isEqualTo(3);
        assertThat(inputs).containsExactly(10L, 11L, 12L, 13L, 14L);
    }

    @Test
    void anOrdinaryKeyMayNotAskAndAnAdminKeyMayDoNothingElse() {
        assertThat(get("?start_time=0&end_time=1", ADMIN).statusCode()).isEqualTo(200);
        HttpResponse<String> ordinary = get("?start_time=0", "sk-sandbox-openai");
        assertThat(ordinary.statusCode()).isEqualTo(403);
        assertThat(ordinary.body()).contains("Missing scopes: api.usage.read");
        assertThat(get("?start_time=0", "sk-admin-other").statusCode()).isEqualTo(401);
        HttpResponse<String> chat =
                caller.send(
                        caller.request("openai", "/v1/models")
                                .setHeader("authorization", "Bearer " + ADMIN)
                                .build());
        assertThat(chat.statusCode()).isEqualTo(401);
        assertThat(chat.body()).contains("Missing scopes: model.request");
    }

    @ParameterizedTest
    @CsvSource({
        "'',Missing required parameter: 'start_time'.",
        "?start_time=soon,Invalid type for 'start_time'",
        "?start_time=-1,Invalid type for 'start_time'",
        "?start_time=1&start_time=2,Invalid type for 'start_time'",
        "?start_time=5&end_time=5,Invalid 'end_time'",
        "?start_time=1&bucket_width=2d,Invalid value: '2d'",
        "?start_time=1&limit=32,Expected a value <= 31",
        "?start_time=1&bucket_width=1h&limit=169,Expected a value <= 168",
        "?start_time=1&limit=0,Expected a value >= 1",
        "?start_time=1&group_by=colour,Invalid value: 'colour'",
        "?start_time=1&page=page_1,Invalid 'page'",
        "?start_time=1&colour=red,Unknown parameter: 'colour'"
    })
    void whatTheApiDoesNotKnowIsRefused(String query, String words) {
        HttpResponse<String> refused = get(query, ADMIN);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Caller.json(refused.body()).at("/error/message").asText()).contains(words);
    }

    @Test
    void onlyOpenAiHasIt() {
        HttpResponse<String> other =
                caller.send(caller.request("qwen", COMPLETIONS + "?start_time=1").build());
        assertThat(other.statusCode()).isEqualTo(404);
    }
}
