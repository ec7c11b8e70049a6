package dev.aibridge.local.stack;

import dev.aibridge.local.process.StartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the environment asks for, with the defaults of a laptop.
///
/// @param home the folder of all state: `.aibridge`
/// @param apps the checkout, or a copy with the same layout, whose built applications are run
/// @param env environment variables
public record Settings(Path home, Path apps, Map<String, String> env) {

    private static final String DATABASE_URL = "AIBRIDGE_DATABASE_URL";
    private static final String REDIS_URL = "AIBRIDGE_REDIS_URL";
    private static final String OIDC_URL = "AIBRIDGE_OIDC_URL";
    private static final String HOST = "AIBRIDGE_HOST";
    private static final String STOP_GRACE = "AIBRIDGE_STOP_GRACE_SECONDS";
    private static final String START_LIMIT = "AIBRIDGE_START_LIMIT_SECONDS";

    /// Copies, and makes the folders absolute.
    public Settings {
        home = home.toAbsolutePath().normalize();
        apps = apps.toAbsolutePath().normalize();
        env = Map.copyOf(env);
    }

    /// A variable that is set to more than nothing.
    public Optional<String> get(String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
    }

    /// Where something listens.
    ///
    /// @throws StartFailed when its setting isn't a port
    public int port(Port port) throws StartFailed {
        int value = whole(port.setting(), port.standard());
        if (value > 65_535) {
            throw new StartFailed(port.setting() + "=" + value + " is not a port");
        }
        return value;
    }

    /// The address that everything of ours listens on.
    public String host() {
        return get(HOST).orElse("127.0.0.1");
    }

    /// Where a client on this machine finds a port.
    public String http(int port) {
        return "http://" + (host().equals("0.0.0.0") ? "127.0.0.1" : host()) + ":" + port;
    }

    /// A database of the operator's own; empty: the embedded one.
    public Optional<String> databaseUrl() {
        return get(DATABASE_URL).map(url -> url.startsWith("jdbc:") ? url.substring(5) : url);
    }

    /// A Redis of the operator's own; empty: the embedded one.
    public Optional<String> redisUrl() {
        return get(REDIS_URL);
    }

    /// Whether a vendor is the real one.
    public boolean isReal(Vendor vendor) {
        return get(vendor.keySetting()).isPresent();
    }

    /// The realm that people sign in at.
    public String oidcUrl() throws StartFailed {
        Optional<String> own = get(OIDC_URL);
        return own.isPresent()
                ? own.get()
                : "http://127.0.0.1:" + port(Port.KEYCLOAK) + "/realms/aibridge";
    }

    /// Whether people sign in at a Keycloak of the operator's own.
    public boolean hasOwnKeycloak() {
        return get(OIDC_URL).isPresent();
    }

    /// Whether payments go through the real Stripe.
    ///
    /// @throws StartFailed when only half of what it takes is set
    public boolean hasRealStripe() throws StartFailed {
        boolean key = get(Secret.STRIPE_SECRET_KEY.setting()).isPresent();
        if (key != get(Secret.STRIPE_WEBHOOK_SECRET.setting()).isPresent()) {
            throw new StartFailed(
                    "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together:"
                            + " set both for the real Stripe, or none for the simulated one");
        }
        return key;
    }

    /// Whether anybody needs the sandbox.
    public boolean needsSandbox() throws StartFailed {
        boolean vendors = !List.of(Vendor.values()).stream().allMatch(this::isReal);
        boolean mails = !hasOwnKeycloak() && !Mail.isReal(this);
        return vendors || mails || !hasRealStripe();
    }

    /// Where people find an application: what the operator says, else its port on this machine.
    ///
    /// @param setting the variable that says otherwise
    public String url(String setting, Port port) throws StartFailed {
        Optional<String> own = get(setting);
        return own.isPresent() ? own.get() : http(port(port));
    }

    /// How long a process may take to end when asked, before it is killed.
    public Duration stopGrace() throws StartFailed {
        return Duration.ofSeconds(whole(STOP_GRACE, 10));
    }

    /// How long a process may take until it answers.
    public Duration startLimit() throws StartFailed {
        return Duration.ofSeconds(whole(START_LIMIT, 60));
    }

    private int whole(String name, int standard) throws StartFailed {
        Optional<String> text = get(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text.get().trim());
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new StartFailed(name + "=" + text.get() + " is not a number", e);
        }
        throw new StartFailed(name + "=" + text.get() + " must be 1 or more");
    }

    /// The log of a part.
    public Path log(String name) {
        return home.resolve("logs").resolve(name + ".log");
    }

    /// Programs unpacked from their artifacts.
    public Path cache() {
        return get("AIBRIDGE_CACHE_DIR").map(Path::of).orElse(home.resolve("cache"));
    }
}
