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
/// @param sandbox base URL; empty when every vendor is real
/// @param vendors base URL by channel
/// @param customer the demo customer
/// @param pids process id by name
public record RunFile(
        @JsonProperty("gateway") String gateway,
        @JsonProperty("billing") String billing,
        @JsonProperty("sandbox") String sandbox,
        @JsonProperty("vendors") Map<String, String> vendors,
        @JsonProperty("customer") Demo customer,
        @JsonProperty("pids") Map<String, Long> pids) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// The demo customer.
    ///
    /// @param key a working API key
    public record Demo(@JsonProperty("key") String key) {}

    /// What a system that runs has to tell.
    ///
    /// @param pids process id by name
    public static RunFile of(Stack stack, Map<String, Long> pids) throws StartFailed {
        Settings settings = stack.settings();
        String sandbox = settings.needsSandbox() ? settings.http(settings.port(Port.SANDBOX)) : "";
        return new RunFile(
                settings.http(settings.port(Port.GATEWAY)),
                settings.http(settings.port(Port.BILLING)),
                sandbox,
                vendors(stack, sandbox),
                new Demo(stack.secrets().demoKey().secret()),
                pids);
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
