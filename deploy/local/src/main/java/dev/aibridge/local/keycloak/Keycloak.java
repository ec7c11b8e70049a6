package dev.aibridge.local.keycloak;

import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Plan;
import dev.aibridge.local.process.Probe;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.Signal;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An embedded Keycloak, on a database of its own, with our realm.
public final class Keycloak {

    private final KeycloakSettings settings;
    private final Part part;

    /// A server that isn't started yet.
    public Keycloak(KeycloakSettings settings, Records records) {
        this.settings = settings;
        this.part =
                new Part(
                        new Plan(
                                "keycloak",
                                settings.port(),
                                Probe.of(
                                        "http://127.0.0.1:"
                                                + settings.managementPort()
                                                + "/health/ready"),
                                Signal.TERM,
                                settings.grace(),
                                this::command),
                        records);
    }

    /// The process.
    public Part part() {
        return part;
    }

    /// The realm's address.
    public String realmUrl() {
        return settings.realmUrl();
    }

    /// Unpacks and builds it unless that was done; needs no database yet.
    public void prepare() throws StartFailed, IOException, InterruptedException {
        Distribution _ = Distribution.in(settings.cache(), settings.log());
    }

    /// Starts the server, waits until it answers, and brings the realm to what its files say.
    ///
    /// @throws StartFailed with the end of its log, or what it said to the realm
    public void start(Duration limit) throws StartFailed, IOException, InterruptedException {
        part.start();
        part.awaitReady(limit);
        RealmFiles files = new RealmFiles(settings.files(), settings.values());
        try (Admin admin = Admin.signIn(URI.create(realmUrl()), settings.admin())) {
            admin.bring(files.realm());
            admin.renew(files.demo());
        }
    }

    private Command command() throws StartFailed, IOException {
        Distribution distribution = distribution();
        distribution.furnish(settings.home(), settings.files().resolve("theme"));
        return new Command(
                Distribution.argv(
                        settings.home(), List.of("-Xmx512m"), List.of("start", "--optimized")),
                environment(),
                settings.log());
    }

    private Distribution distribution() throws StartFailed, IOException {
        try {
            return Distribution.in(settings.cache(), settings.log());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while Keycloak was built", e);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("KC_DB_URL", settings.database().jdbcUrl()),
                Map.entry("KC_DB_USERNAME", settings.database().user()),
                Map.entry("KC_DB_PASSWORD", settings.database().password()),
                Map.entry("KC_DB_POOL_MAX_SIZE", "10"),
                Map.entry("KC_HOSTNAME", settings.url()),
                Map.entry("KC_HTTP_ENABLED", "true"),
                Map.entry("KC_HTTP_HOST", "127.0.0.1"),
                Map.entry("KC_HTTP_PORT", "" + settings.port()),
                Map.entry("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("KC_HTTP_MANAGEMENT_PORT", "" + settings.managementPort()),
                Map.entry("KC_CACHE", "local"),
                // The question whether it is ready is asked until it is.
                Map.entry("KC_LOG_LEVEL", "INFO,io.smallrye.health:ERROR"),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", settings.admin().name()),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", settings.admin().password()));
    }
}
