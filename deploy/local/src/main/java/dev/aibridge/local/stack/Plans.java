package dev.aibridge.local.stack;

import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Plan;
import dev.aibridge.local.process.Probe;
import dev.aibridge.local.process.Signal;
import dev.aibridge.local.process.StartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How our own applications are run: each gets the settings it reads, and no secret of another.
///
/// @param settings the environment
/// @param secrets passwords and keys
/// @param databaseUrl `postgresql://…`
/// @param redisUrl `redis://…`
/// @param extra further environment variables by process name, read at each start
record Plans(
        Settings settings,
        Secrets secrets,
        String databaseUrl,
        String redisUrl,
        Map<String, Map<String, String>> extra) {

    private static final String PORTAL_URL = "AIBRIDGE_PORTAL_URL";
    private static final String GATEWAY_URL = "AIBRIDGE_GATEWAY_URL";
    private static final String SUPPORT_CONTACT = "AIBRIDGE_SUPPORT_CONTACT";
    private static final String CHECKOUT_ORIGINS = "AIBRIDGE_CHECKOUT_ORIGINS";
    private static final String STRIPE_BASE_URL = "STRIPE_BASE_URL";
    private static final String READY = "/q/health/ready";

    Plan sandbox() throws StartFailed {
        int port = settings.port(Port.SANDBOX);
        Map<String, String> env = new HashMap<>();
        env.put("AIBRIDGE_HOST", settings.host());
        for (Port own : List.of(Port.SANDBOX, Port.STRIPE, Port.MAIL, Port.SMTP)) {
            env.put(own.setting(), "" + settings.port(own));
        }
        if (!settings.hasRealStripe()) {
            env.putAll(secrets.environment(Secret.STRIPE_SECRET_KEY, Secret.STRIPE_WEBHOOK_SECRET));
            env.put(
                    "STRIPE_WEBHOOK_URL",
                    settings.http(settings.port(Port.BILLING)) + "/stripe/webhook");
        }
        return plan(
                "sandbox",
                port,
                settings.http(port) + "/_sandbox/health",
                () -> java("sandbox", "sandbox", apps().sandbox(), env));
    }

    /// @param name `billing`; further ones are `billing-2`, `billing-3`
    Plan billing(String name, int port, int management) throws StartFailed {
        Map<String, String> env = new HashMap<>(common());
        env.putAll(
                secrets.environment(
                        Secret.DATABASE_BILLING_PASSWORD,
                        Secret.STRIPE_SECRET_KEY,
                        Secret.STRIPE_WEBHOOK_SECRET,
                        Secret.WEBHOOK_KEY));
        Mail mail = Mail.of(settings);
        mail.values().entrySet().stream()
                .filter(value -> !value.getValue().isEmpty())
                .forEach(value -> env.put(value.getKey(), value.getValue()));
        env.put("SMTP_TLS", mail.starttls() ? "REQUIRED" : "DISABLED");
        env.put("AIBRIDGE_OIDC_URL", settings.oidcUrl());
        env.put(PORTAL_URL, settings.url(PORTAL_URL, Port.PORTAL));
        stripeBase().ifPresent(url -> env.put(STRIPE_BASE_URL, url));
        env.put(Port.BILLING.setting(), "" + port);
        env.put(Port.BILLING_MANAGEMENT.setting(), "" + management);
        return plan(
                name,
                port,
                settings.http(management) + READY,
                () -> java(name, "billing", apps().billing(), env));
    }

    /// @param name `gateway`; further ones are `gateway-2`, `gateway-3`
    Plan gateway(String name, int port, int management) throws StartFailed {
        Map<String, String> env = new HashMap<>(common());
        env.putAll(
                secrets.environment(
                        Secret.DATABASE_GATEWAY_PASSWORD,
                        Secret.KEY_PEPPER,
                        Secret.VENDOR_KEY_KEY,
                        Secret.MANAGEMENT_TOKEN));
        env.put("AIBRIDGE_JOURNAL_DIR", journal(name).toString());
        env.put("AIBRIDGE_RELAY_SHUTDOWN_GRACE", streamGrace().toMillis() + "ms");
        env.put(Port.GATEWAY.setting(), "" + port);
        env.put(Port.GATEWAY_MANAGEMENT.setting(), "" + management);
        for (Vendor vendor : Vendor.values()) {
            env.putAll(credentials(vendor));
        }
        return plan(
                name,
                port,
                settings.http(management) + READY,
                () -> java(name, "gateway", apps().gateway(), env));
    }

    Plan portal() throws StartFailed {
        if (settings.hasOwnKeycloak()
                && settings.get(Secret.OIDC_CLIENT_SECRET.setting()).isEmpty()) {
            throw new StartFailed(
                    "AIBRIDGE_OIDC_URL needs AIBRIDGE_OIDC_CLIENT_SECRET beside it: the secret of"
                            + " its client 'portal'");
        }
        int port = settings.port(Port.PORTAL);
        int management = settings.port(Port.PORTAL_MANAGEMENT);
        Map<String, String> env = new HashMap<>(common());
        env.putAll(
                secrets.environment(
                        Secret.DATABASE_PORTAL_PASSWORD,
                        Secret.KEY_PEPPER,
                        Secret.VENDOR_KEY_KEY,
                        Secret.FORM_KEY,
                        Secret.MANAGEMENT_TOKEN,
                        Secret.OIDC_CLIENT_SECRET));
        env.put(Port.PORTAL.setting(), "" + port);
        env.put(Port.PORTAL_MANAGEMENT.setting(), "" + management);
        env.put("AIBRIDGE_OIDC_URL", settings.oidcUrl());
        env.put(PORTAL_URL, settings.url(PORTAL_URL, Port.PORTAL));
        env.put(GATEWAY_URL, settings.url(GATEWAY_URL, Port.GATEWAY));
        env.put("AIBRIDGE_BILLING_URL", settings.http(settings.port(Port.BILLING)));
        env.put(
                "AIBRIDGE_GATEWAY_MANAGEMENT_URL",
                settings.http(settings.port(Port.GATEWAY_MANAGEMENT)));
        settings.get(SUPPORT_CONTACT).ifPresent(contact -> env.put(SUPPORT_CONTACT, contact));
        checkoutOrigins().ifPresent(origins -> env.put(CHECKOUT_ORIGINS, origins));
        return plan(
                "portal",
                port,
                settings.http(management) + READY,
                () -> java("portal", "portal", apps().portal(), env));
    }

    /// Where browsers may go to pay; empty: to the real Stripe's pages.
    private Optional<String> checkoutOrigins() throws StartFailed {
        return settings.hasRealStripe()
                ? settings.get(CHECKOUT_ORIGINS)
                : Optional.of(settings.http(settings.port(Port.STRIPE)));
    }

    /// Of Stripe as billing finds it; empty: where the real one always is.
    private Optional<String> stripeBase() throws StartFailed {
        return settings.hasRealStripe()
                ? settings.get(STRIPE_BASE_URL)
                : Optional.of(settings.http(settings.port(Port.STRIPE)));
    }

    /// Running streams are told of the end before the process is killed.
    private Duration streamGrace() throws StartFailed {
        return settings.stopGrace().multipliedBy(6).dividedBy(10);
    }

    private Map<String, String> credentials(Vendor vendor) throws StartFailed {
        Map<String, String> env = new HashMap<>();
        if (settings.isReal(vendor)) {
            settings.get(vendor.keySetting()).ifPresent(key -> env.put(vendor.keySetting(), key));
            settings.get(vendor.baseUrlSetting())
                    .ifPresent(url -> env.put(vendor.baseUrlSetting(), url));
        } else {
            String sandbox = settings.http(settings.port(Port.SANDBOX));
            env.put(vendor.keySetting(), vendor.sandboxKey());
            env.put(vendor.baseUrlSetting(), vendor.sandboxBase(sandbox));
        }
        return env;
    }

    private Map<String, String> common() {
        return Map.of(
                "AIBRIDGE_HOST", settings.host(),
                "AIBRIDGE_DATABASE_URL", databaseUrl,
                "AIBRIDGE_REDIS_URL", redisUrl);
    }

    /// The operator may move the journal of the one gateway; several never share a folder.
    private Path journal(String name) {
        Path standard = settings.home().resolve("journal").resolve(name);
        return name.equals("gateway")
                ? settings.get("AIBRIDGE_JOURNAL_DIR").map(Path::of).orElse(standard)
                : standard;
    }

    private Plan plan(String name, int port, String probe, Plan.Recipe recipe) throws StartFailed {
        return new Plan(name, port, Probe.of(probe), Signal.TERM, settings.stopGrace(), recipe);
    }

    /// Netty reaches memory and epoll in ways that Java 25 warns of unless they are allowed.
    private static final List<String> NETTYS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private Command java(String name, String kind, Path jar, Map<String, String> env) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(NETTYS);
        line.addAll(javaOptions(kind));
        line.addAll(List.of("-jar", jar.toString()));
        Map<String, String> all = new HashMap<>(env);
        all.putAll(extra.getOrDefault(name, Map.of()));
        return new Command(line, all, settings.log(name));
    }

    private List<String> javaOptions(String kind) {
        String setting = "AIBRIDGE_" + kind.toUpperCase(Locale.ROOT) + "_JAVA_OPTIONS";
        return List.of(
                settings.get(setting)
                        .orElse("-Xmx1g -XX:+ExitOnOutOfMemoryError")
                        .trim()
                        .split("\\s+"));
    }

    private Apps apps() {
        return new Apps(settings.apps());
    }
}
