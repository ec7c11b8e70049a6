package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.snippet.Snippet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snippets are run as they are, against a server that answers like the gateway.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SnippetTest {

    private static final String KEY = "ab-only4tests";
    private static final long PATIENCE_S = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Asked(String path, String authorization, JsonNode body) {}

    @Inject Catalogue catalogue;
    @TempDir Path folder;

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private HttpServer gateway;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stopGateway() {
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String path = exchange.getRequestURI().getPath();
        asked.add(new Asked(path, exchange.getRequestHeaders().getFirst("Authorization"), body));
        byte[] json =
                (path.endsWith("/embeddings")
                                ? """
                                {"object": "list", "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1},
                                 "data": [{"object": "embedding", "index": 0,
                                           "embedding": [0.5, 0.25, 0.125, 1.5, 3.5]}]}"""
                                : """
                                {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
                                 "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                                   "message": {"role": "assistant", "content": "hello back", "refusal": null}}]}""")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private Snippet snippet(String client, String model) {
        Model with = catalogue.offer(model).orElseThrow().model();
        String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        return Snippet.of(with, url, KEY).stream()
                .filter(one -> one.id().equals(client))
                .findFirst()
                .orElseThrow();
    }

    private String run(Snippet snippet, String file, String... command) throws Exception {
        Path output = folder.resolve("output");
        Files.writeString(folder.resolve(file), snippet.text());
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private String runJava(String model) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jars = System.getProperty("java.class.path");
        return run(snippet("java", model), "Hello.java", java, "-cp", jars, "Hello.java");
    }

    private String runCurl(String model) throws Exception {
        String path = System.getenv("PATH");
        assumeThat(Stream.of(path.split(File.pathSeparator, -1)).map(one -> new File(one, "curl")))
                .anyMatch(File::canExecute);
        return run(snippet("curl", model), "hello.sh", "sh", "hello.sh");
    }

    private void assertAsked(String path, String model) {
        assertThat(asked).hasSize(1);
        Asked one = asked.remove();
        assertThat(one.path()).isEqualTo(path);
        assertThat(one.authorization()).isEqualTo("Bearer " + KEY);
        assertThat(one.body().path("model").asText()).isEqualTo(model);
    }

    @Test
    void theJavaSnippetRuns() throws Exception {
        assertThat(runJava("gpt-4o-mini")).contains("hello back");
        assertAsked("/v1/chat/completions", "gpt-4o-mini");
        assertThat(runJava("text-embedding-3-small")).contains("0.125");
        assertAsked("/v1/embeddings", "text-embedding-3-small");
    }

    @Test
    void theCurlSnippetRuns() throws Exception {
        assertThat(runCurl("gpt-4o-mini")).contains("hello back");
        assertAsked("/v1/chat/completions", "gpt-4o-mini");
        assertThat(runCurl("text-embedding-3-small")).contains("0.125");
        assertAsked("/v1/embeddings", "text-embedding-3-small");
    }

    @Test
    void aModelOfAnyNameIsQuoted() throws Exception {
        OddModel.offer();
        try {
            assertThat(runCurl(OddModel.ID)).contains("hello back");
            assertAsked("/v1/chat/completions", OddModel.ID);
            assertThat(runJava(OddModel.ID)).contains("hello back");
            assertAsked("/v1/chat/completions", OddModel.ID);
        } finally {
            OddModel.hide();
        }
    }

    @Test
    void everyClientHoldsKeyAndModelOnce() {
        Model model = catalogue.offer("gpt-4o").orElseThrow().model();
        List<Snippet> all = Snippet.of(model, "https://api.example", "ab-…");
        assertThat(all)
                .extracting(Snippet::title)
                .containsExactly("Python", "Node", "Java", "curl");
        assertThat(all)
                .allSatisfy(
                        one ->
                                assertThat(one.text())
                                        .containsOnlyOnce("ab-…")
                                        .containsOnlyOnce("https://api.example/v1")
                                        .containsOnlyOnce("\"gpt-4o\""));
    }
}
