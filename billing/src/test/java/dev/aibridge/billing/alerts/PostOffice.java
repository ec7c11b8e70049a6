package dev.aibridge.billing.alerts;

import dev.aibridge.sandbox.mail.MailSettings;
import dev.aibridge.sandbox.mail.MailSink;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
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
        return Map.of(
                URL,
                started.baseUrl(),
                "quarkus.mailer.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                "" + started.smtpPort(),
                "aibridge.alerts.webhook-key",
                "the key of the tests, long enough for one",
                "aibridge.alerts.private-addresses",
                "true",
                "aibridge.alerts.balance-every",
                "100ms",
                "aibridge.alerts.days-every",
                "100ms",
                "aibridge.alerts.poll",
                "100ms",
                "aibridge.alerts.pause",
                "50ms",
                "aibridge.alerts.timeout",
                "3s");
    }

    @Override
    public void stop() {
        if (sink != null) {
            sink.close();
        }
    }
}
