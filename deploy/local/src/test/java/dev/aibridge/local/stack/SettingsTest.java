package dev.aibridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

    @TempDir private Path home;

    private Settings settings(Map<String, String> env) {
        return new Settings(home, home, env);
    }

    @Test
    void hasTheDocumentedDefaults() throws Exception {
        Settings settings = settings(Map.of());
        Map<String, Integer> ports = new HashMap<>();
        for (Port port : Port.values()) {
            ports.put(port.setting(), settings.port(port));
        }
        assertThat(ports)
                .containsOnly(
                        Map.entry("AIBRIDGE_GATEWAY_PORT", 8080),
                        Map.entry("AIBRIDGE_GATEWAY_MANAGEMENT_PORT", 9080),
                        Map.entry("AIBRIDGE_BILLING_PORT", 8082),
                        Map.entry("AIBRIDGE_BILLING_MANAGEMENT_PORT", 9082),
                        Map.entry("AIBRIDGE_PORTAL_PORT", 8081),
                        Map.entry("AIBRIDGE_PORTAL_MANAGEMENT_PORT", 9081),
                        Map.entry("AIBRIDGE_SANDBOX_PORT", 8090),
                        Map.entry("AIBRIDGE_STRIPE_PORT", 8091),
                        Map.entry("AIBRIDGE_MAIL_PORT", 8092),
                        Map.entry("AIBRIDGE_SMTP_PORT", 8093),
                        Map.entry("AIBRIDGE_KEYCLOAK_PORT", 8180),
                        Map.entry("AIBRIDGE_KEYCLOAK_MANAGEMENT_PORT", 9180),
                        Map.entry("AIBRIDGE_POSTGRES_PORT", 5455),
                        Map.entry("AIBRIDGE_REDIS_PORT", 6390));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.stopGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.startLimit()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.redisUrl()).isEmpty();
        assertThat(settings.needsSandbox()).isTrue();
    }

    @Test
    void refusesWhatIsNoPort() throws Exception {
        assertThat(settings(Map.of("AIBRIDGE_REDIS_PORT", "65535")).port(Port.REDIS))
                .isEqualTo(65_535);
        for (String bad : new String[] {"0", "-1", "65536", "http", "99999999999"}) {
            Settings settings = settings(Map.of("AIBRIDGE_REDIS_PORT", bad));
            assertThatThrownBy(() -> settings.port(Port.REDIS))
                    .hasMessageContaining("AIBRIDGE_REDIS_PORT=" + bad);
        }
    }

    @Test
    void needsNoSandboxWhenEverythingItPlaysIsReal() throws Exception {
        Map<String, String> real = new HashMap<>();
        for (Vendor vendor : Vendor.values()) {
            assertThat(settings(real).needsSandbox()).isTrue();
            real.put(vendor.keySetting(), "sk-real");
        }
        assertThat(settings(real).needsSandbox()).isTrue();
        real.put("STRIPE_SECRET_KEY", "sk_live_real");
        real.put("STRIPE_WEBHOOK_SECRET", "whsec_real");
        assertThat(settings(real).needsSandbox()).isTrue();
        real.put("SMTP_HOST", "mail.example.com");
        assertThat(settings(real).needsSandbox()).isFalse();
        real.remove("SMTP_HOST");
        real.put("AIBRIDGE_OIDC_URL", "https://id.example.com/realms/aibridge");
        assertThat(settings(real).needsSandbox()).isFalse();
    }

    @Test
    void takesStripesTwoSecretsOnlyTogether() {
        for (String alone : new String[] {"STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"}) {
            assertThatThrownBy(() -> settings(Map.of(alone, "x")).hasRealStripe())
                    .hasMessageContaining("belong together");
        }
    }

    @Test
    void sendsMailsToTheSandboxUnlessAServerIsSet() throws Exception {
        assertThat(Mail.of(settings(Map.of())).values())
                .containsEntry("SMTP_PORT", "8093")
                .containsEntry("SMTP_AUTH", "false")
                .containsEntry("SMTP_STARTTLS", "false");
        Map<String, String> own =
                Map.of(
                        "SMTP_HOST", "mail.example.com",
                        "SMTP_FROM", "hello@example.com",
                        "SMTP_USER", "hello",
                        "SMTP_PASSWORD", "secret");
        assertThat(Mail.of(settings(own)).values())
                .containsEntry("SMTP_PORT", "587")
                .containsEntry("SMTP_AUTH", "true")
                .containsEntry("SMTP_STARTTLS", "true");
        assertThatThrownBy(() -> Mail.of(settings(Map.of("SMTP_HOST", "mail.example.com"))))
                .hasMessageContaining("SMTP_FROM");
    }

    @Test
    void takesABlankSettingForNone() {
        assertThat(settings(Map.of("OPENAI_API_KEY", " ")).isReal(Vendor.OPENAI)).isFalse();
    }

    @Test
    void takesADatabaseWithOrWithoutItsJdbcPrefix() {
        for (String prefix : new String[] {"", "jdbc:"}) {
            Settings settings =
                    settings(Map.of("AIBRIDGE_DATABASE_URL", prefix + "postgresql://db:5432/x"));
            assertThat(settings.databaseUrl()).contains("postgresql://db:5432/x");
        }
    }

    @Test
    void keepsSecretsForTheirOwnerAlone() throws Exception {
        Secrets first = Secrets.of(settings(Map.of()));
        assertThat(Secrets.of(settings(Map.of()))).isEqualTo(first);
        assertThat(first.pepper()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(first.values().values()).doesNotHaveDuplicates().hasSize(Secret.values().length);
        assertThat(Base64.getDecoder().decode(first.get(Secret.VENDOR_KEY_KEY))).hasSize(32);
        assertThat(first.get(Secret.FORM_KEY)).hasSizeGreaterThanOrEqualTo(32);
        assertThat(first).asString().doesNotContain(first.pepper(), first.demoKey().secret());
        Path file = home.resolve("secrets.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void prefersTheEnvironmentsSecretsAndDoesNotKeepThem() throws Exception {
        String pepper = "a pepper of the operator's own, long enough";
        Secrets secrets = Secrets.of(settings(Map.of("AIBRIDGE_KEY_PEPPER", pepper)));
        assertThat(secrets.pepper()).isEqualTo(pepper);
        assertThat(Files.readString(home.resolve("secrets.properties")))
                .doesNotContain("of the operator");
        assertThat(Secrets.of(settings(Map.of())).pepper()).isNotEqualTo(pepper);
    }
}
