package dev.aibridge.local.stack;

import dev.aibridge.local.database.Database;
import dev.aibridge.local.keycloak.AdminUser;
import dev.aibridge.local.keycloak.Keycloak;
import dev.aibridge.local.keycloak.KeycloakSettings;
import dev.aibridge.local.keycloak.OwnDatabase;
import dev.aibridge.local.postgres.Postgres;
import dev.aibridge.local.postgres.PostgresSettings;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.redis.Redis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The embedded servers: those that are wanted and that the operator has none of.
///
/// @param postgres empty: the operator's own
/// @param redis empty: the operator's own
/// @param keycloak empty: the operator's own
record Servers(Optional<Postgres> postgres, Optional<Redis> redis, Optional<Keycloak> keycloak) {

    static Servers of(Settings settings, Options options, Secrets secrets, Records records)
            throws StartFailed {
        boolean postgres = options.has(Member.POSTGRES) && settings.databaseUrl().isEmpty();
        boolean redis = options.has(Member.REDIS) && settings.redisUrl().isEmpty();
        boolean keycloak = options.has(Member.KEYCLOAK) && !settings.hasOwnKeycloak();
        return new Servers(
                postgres
                        ? Optional.of(new Postgres(postgres(settings, secrets), records))
                        : Optional.empty(),
                redis ? Optional.of(new Redis(redis(settings), records)) : Optional.empty(),
                keycloak
                        ? Optional.of(new Keycloak(keycloak(settings, secrets), records))
                        : Optional.empty());
    }

    /// In the order of their start.
    List<Part> parts() {
        return Stream.of(
                        postgres.map(Postgres::part),
                        redis.map(Redis::part),
                        keycloak.map(Keycloak::part))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Our database, signed in as its owner.
    static Database database(Settings settings, Secrets secrets) throws StartFailed {
        Optional<String> own = settings.databaseUrl();
        String url =
                own.isPresent()
                        ? own.get()
                        : "postgresql://127.0.0.1:" + settings.port(Port.POSTGRES) + "/aibridge";
        String user = settings.get("AIBRIDGE_DATABASE_OWNER_USER").orElse(PostgresSettings.OWNER);
        return new Database(url, user, secrets.ownerPassword());
    }

    private static PostgresSettings postgres(Settings settings, Secrets secrets)
            throws StartFailed {
        return new PostgresSettings(
                settings.home().resolve("postgres"),
                settings.cache(),
                settings.log("postgres"),
                settings.port(Port.POSTGRES),
                secrets.ownerPassword(),
                settings.stopGrace(),
                List.of());
    }

    private static Redis.RedisSettings redis(Settings settings) throws StartFailed {
        return new Redis.RedisSettings(
                settings.home().resolve("redis"),
                settings.cache(),
                settings.log("redis"),
                settings.port(Port.REDIS),
                settings.stopGrace());
    }

    private static KeycloakSettings keycloak(Settings settings, Secrets secrets)
            throws StartFailed {
        Map<String, String> values = new HashMap<>(Mail.of(settings).values());
        values.put("AIBRIDGE_PORTAL_URL", settings.url("AIBRIDGE_PORTAL_URL", Port.PORTAL));
        values.putAll(
                secrets.environment(
                        Secret.OIDC_CLIENT_SECRET,
                        Secret.DEMO_CUSTOMER_PASSWORD,
                        Secret.DEMO_ADMIN_PASSWORD,
                        Secret.DEMO_AGENT_PASSWORD));
        return new KeycloakSettings(
                settings.home().resolve("keycloak"),
                settings.cache(),
                new Apps(settings.apps()).keycloak(),
                settings.log("keycloak"),
                settings.port(Port.KEYCLOAK),
                settings.port(Port.KEYCLOAK_MANAGEMENT),
                OwnDatabase.beside(
                        database(settings, secrets),
                        secrets.get(Secret.DATABASE_KEYCLOAK_PASSWORD)),
                administrator(settings, secrets),
                values,
                settings.stopGrace());
    }

    /// Who administers Keycloak, ours or the operator's own.
    static AdminUser administrator(Settings settings, Secrets secrets) {
        return new AdminUser(
                settings.get("AIBRIDGE_KEYCLOAK_ADMIN_USER").orElse("admin"),
                secrets.get(Secret.KEYCLOAK_ADMIN_PASSWORD));
    }
}
