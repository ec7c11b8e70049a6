package dev.aibridge.local.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `run.json`: what runs, for people's scripts. There while the system is up, and only then.
///
/// @param gateway base URL
/// @param billing base URL
/// @param portal as people's browsers find it
/// @param keycloak base URL
/// @param sandbox base URL; empty when nothing is simulated
/// @param stripe base URL of the simulated one; empty when it is real
/// @param mail the page with the mails; empty when they are really sent
/// @param vendors base URL by channel
/// @param customer the demo customer
/// @param admin the demo administrator
/// @param pids process id by name
public record RunFile(
        @JsonProperty("gateway") String gateway,
        @JsonProperty("billing") String billing,
        @JsonProperty("portal") String portal,
        @JsonProperty("keycloak") String keycloak,
        @JsonProperty("sandbox") String sandbox,
        @JsonProperty("stripe") String stripe,
        @JsonProperty("mail") String mail,
        @JsonProperty("vendors") Map<String, String> vendors,
        @JsonProperty("customer") Customer customer,
        @JsonProperty("admin") User admin,
        @JsonProperty("pids") Map<String, Long> pids) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// The demo customer.
    ///
    /// @param key a working API key
    /// @param user signs in with this; empty at a Keycloak of the operator's own
    /// @param password and this
    public record Customer(
            @JsonProperty("key") String key,
            @JsonProperty("user") String user,
            @JsonProperty("password") String password) {}

    /// Somebody who can sign in.
    ///
    /// @param user the e-mail address; empty at a Keycloak of the operator's own
    /// @param password empty there too
    public record User(
            @JsonProperty("user") String user, @JsonProperty("password") String password) {}

    /// What a system that runs has to tell.
    ///
    /// @param pids process id by name
    public static RunFile of(Stack stack, Map<String, Long> pids) throws StartFailed {
        Settings settings = stack.settings();
        String sandbox = settings.needsSandbox() ? settings.http(settings.port(Port.SANDBOX)) : "";
        User customer = user(stack, DemoUser.CUSTOMER);
        return new RunFile(
                settings.http(settings.port(Port.GATEWAY)),
                settings.http(settings.port(Port.BILLING)),
                withoutSlash(settings.url("AIBRIDGE_PORTAL_URL", Port.PORTAL)),
                settings.oidcUrl().replaceFirst("/realms/[^/]+/?$", ""),
                sandbox,
                settings.hasRealStripe() ? "" : settings.http(settings.port(Port.STRIPE)),
                Mail.isReal(settings) ? "" : settings.http(settings.port(Port.MAIL)),
                vendors(stack, sandbox),
                new Customer(
                        stack.secrets().demoKey().secret(), customer.user(), customer.password()),
                user(stack, DemoUser.ADMIN),
                pids);
    }

    private static User user(Stack stack, DemoUser user) {
        return stack.settings().hasOwnKeycloak()
                ? new User("", "")
                : new User(user.email(), stack.secrets().get(user.password()));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Map<String, String> vendors(Stack stack, String sandbox) throws StartFailed {
        Map<String, String> bases = new TreeMap<>();
        for (Vendor vendor : Vendor.values()) {
            bases.put(vendor.channel(), vendor.sandboxBase(sandbox));
            if (stack.settings().isReal(vendor)) {
                bases.put(vendor.channel(), realBase(stack, vendor));
            }
        }
        return bases;
    }

    private static String realBase(Stack stack, Vendor vendor) throws StartFailed {
        Optional<String> set = stack.settings().get(vendor.baseUrlSetting());
        if (set.isPresent() || !stack.hasDatabase()) {
            return set.orElse("");
        }
        try {
            return stack.catalogue().baseUrls().getOrDefault(vendor.channel(), "");
        } catch (SQLException e) {
            throw new StartFailed("the catalogue can't be read: " + e.getMessage(), e);
        }
    }

    /// The file in a home folder.
    static Path in(Path home) {
        return home.resolve("run.json");
    }

    /// Reads it, if the system is up.
    public static Optional<RunFile> read(Path home) throws IOException {
        Path file = in(home);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(file.toFile(), RunFile.class))
                : Optional.empty();
    }

    /// Writes it whole, readable by its owner alone: it holds a key.
    public void write(Path home) throws IOException {
        Path whole =
                Files.createTempFile(
                        home,
                        "run",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        JSON.writeValue(whole.toFile(), this);
        Files.move(whole, in(home), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes it, if it is there.
    public static void remove(Path home) throws IOException {
        Files.deleteIfExists(in(home));
    }
}
