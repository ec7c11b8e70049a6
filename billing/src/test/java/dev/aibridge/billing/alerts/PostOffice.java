package dev.aibridge.billing.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.sandbox.mail.MailSettings;
import dev.aibridge.sandbox.mail.MailSink;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// A mail server that shows what came, and alerts in a hurry.
public final class PostOffice implements QuarkusTestResourceLifecycleManager {

    /// The setting that says where its pages are.
    public static final String URL = "test.mails";

    private @Nullable MailSink sink;

    @Override
    public Map<String, String> start() {
        MailSink started = MailSink.start(new MailSettings("127.0.0.1", 0, 0, 1_000));
        sink = started;
        return Map.ofEntries(
                Map.entry(URL, started.baseUrl()),
                Map.entry("quarkus.mailer.host", "127.0.0.1"),
                Map.entry("quarkus.mailer.port", "" + started.smtpPort()),
                Map.entry(
                        "aibridge.alerts.webhook-key", "the key of the tests, long enough for one"),
                Map.entry("aibridge.alerts.private-addresses", "true"),
                Map.entry("aibridge.alerts.balance-every", "100ms"),
                Map.entry("aibridge.alerts.days-every", "100ms"),
                Map.entry("aibridge.alerts.caps-every", "100ms"),
                Map.entry("aibridge.alerts.poll", "100ms"),
                Map.entry("aibridge.alerts.pause", "50ms"),
                Map.entry("aibridge.alerts.timeout", "3s"),
                Map.entry("aibridge.auto-top-up.every", "100ms"),
                Map.entry("aibridge.auto-top-up.pause", "300ms"),
                Map.entry("aibridge.auto-top-up.look-every", "300ms"));
    }

    /// What came for an address.
    public static JsonNode mails(String to) throws Exception {
        String url = ConfigProvider.getConfig().getValue(URL, String.class);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(
                            client.send(
                                            HttpRequest.newBuilder(
                                                            URI.create(url + "/api/mails?to=" + to))
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .body());
        }
    }

    @Override
    public void stop() {
        if (sink != null) {
            sink.close();
        }
    }
}
