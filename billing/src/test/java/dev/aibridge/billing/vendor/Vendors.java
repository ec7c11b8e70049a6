package dev.aibridge.billing.vendor;

import dev.aibridge.local.stack.Port;
import dev.aibridge.sandbox.Sandbox;
import dev.aibridge.sandbox.SandboxSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// The sandbox's OpenAI, which bills; a DeepSeek that refuses the key; a Qwen that is away.
public final class Vendors implements QuarkusTestResourceLifecycleManager {

    /// The setting that says where the sandbox is.
    public static final String URL = "test.vendors";

    private @Nullable Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        Sandbox started = Sandbox.start(SandboxSettings.unpaced());
        sandbox = started;
        return Map.of(
                URL,
                started.baseUrl(),
                "OPENAI_ADMIN_KEY",
                "sk-admin-sandbox-openai",
                "OPENAI_BASE_URL",
                started.baseUrl() + "/openai/v1",
                "DEEPSEEK_ADMIN_KEY",
                "sk-admin-of-somebody-else",
                "DEEPSEEK_BASE_URL",
                started.baseUrl() + "/openai/v1",
                "QWEN_ADMIN_KEY",
                "sk-admin-of-nobody",
                "QWEN_BASE_URL",
                "http://127.0.0.1:" + Port.anyFree() + "/v1");
    }

    /// After [dev.aibridge.billing.api.House], so that these settings are the ones that count.
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /// Has the sandbox's OpenAI bill so many equal requests.
    public static void bill(
            String model, Instant at, int requests, long input, long cached, long output)
            throws IOException, InterruptedException {
        bill(
                ConfigProvider.getConfig().getValue(URL, String.class),
                model,
                at,
                requests,
                input,
                cached,
                output);
    }

    static void bill(
            String sandbox,
            String model,
            Instant at,
            int requests,
            long input,
            long cached,
            long output)
            throws IOException, InterruptedException {
        String body =
                """
                {"vendor": "openai", "model": "%s", "at": "%s", "requests": %d, "prompt_tokens": %d,
                 "cached_tokens": %d, "completion_tokens": %d}"""
                        .formatted(model, at, requests, input, cached, output);
        steer(sandbox + "/_sandbox/usage", "POST", body);
    }

    /// Has the sandbox forget all that it billed.
    public static void forget() throws IOException, InterruptedException {
        String sandbox = ConfigProvider.getConfig().getValue(URL, String.class);
        steer(sandbox + "/_sandbox/requests", "DELETE", "");
    }

    private static void steer(String url, String method, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(body + ": " + answer.body());
            }
        }
    }
}
