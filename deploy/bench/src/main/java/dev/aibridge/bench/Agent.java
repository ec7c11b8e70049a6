package dev.aibridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One coding agent that works until its wallet is empty, as a client does: it waits when it is
/// told that the wallet is busy, and gives up when it is told that it is broke.
final class Agent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_BUSY = 20;
    private static final int BUSY = 429;
    private static final int BROKE = 402;

    private final HttpClient http;
    private final URI chat;
    private final String key;
    private final String model;
    private final AgentTalk talk;

    /// What an agent saw.
    ///
    /// @param answered whole answers
    /// @param shortened of them, those that ended for money
    /// @param busy how often it was told to wait
    /// @param refused the body of the request with which it gave up
    record Seen(int answered, int shortened, int busy, String refused) {}

    Agent(HttpClient http, String gateway, String key, String model, long seed) {
        this.http = http;
        this.chat = URI.create(gateway + "/v1/chat/completions");
        this.key = key;
        this.model = model;
        this.talk = new AgentTalk(seed);
    }

    /// Works to the end.
    ///
    /// @throws BenchFailed when it is told something else
    Seen work() throws BenchFailed, IOException, InterruptedException {
        int answered = 0;
        int shortened = 0;
        int busy = 0;
        String body = talk.next(model);
        for (int busyInARow = 0; busyInARow < MOST_BUSY; ) {
            HttpResponse<String> answer = ask(body);
            if (answer.statusCode() == BUSY) {
                busy++;
                busyInARow++;
                TimeUnit.SECONDS.sleep(1);
            } else if (answer.statusCode() == BROKE) {
                return new Seen(answered, shortened, busy, body);
            } else {
                busyInARow = 0;
                answered++;
                shortened += take(answer) ? 1 : 0;
                body = talk.next(model);
            }
        }
        throw new BenchFailed("a wallet is busy for ever");
    }

    private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(chat)
                        .timeout(PATIENCE)
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /// Goes on with an answer.
    ///
    /// @return whether it ended before the model was done
    private boolean take(HttpResponse<String> answer) throws BenchFailed, IOException {
        if (answer.statusCode() != 200 || !answer.body().endsWith("data: [DONE]\n\n")) {
            throw new BenchFailed(answer.statusCode() + ": " + answer.body());
        }
        boolean shortened = false;
        int tokens = 0;
        for (String line : answer.body().lines().toList()) {
            if (line.startsWith("data: {")) {
                JsonNode chunk = JSON.readTree(line.substring(6));
                JsonNode finish = chunk.path("choices").path(0).path("finish_reason");
                shortened |= finish.asText().equals("length");
                tokens = Math.max(tokens, chunk.path("usage").path("completion_tokens").asInt());
            }
        }
        talk.said(tokens);
        return shortened;
    }
}
