package dev.aibridge.local.stack;

import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.schema.RolePasswords;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Passwords and keys of one checkout: random, made once, readable by their owner alone. What the
/// environment sets comes first and isn't kept.
///
/// @param values one for each secret
/// @param demoKey the demo customer's
public record Secrets(Map<Secret, String> values, ApiKey demoKey) {

    /// Copies, so that what was checked is what is used.
    public Secrets {
        values = Map.copyOf(values);
    }

    /// Reads them, making those that are missing.
    static Secrets of(Settings settings) throws IOException {
        Path file = settings.home().resolve("secrets.properties");
        Properties kept = read(file);
        Properties before = (Properties) kept.clone();
        Map<Secret, String> values = new EnumMap<>(Secret.class);
        for (Secret secret : Secret.values()) {
            String name = secret.setting();
            values.put(secret, settings.get(name).orElseGet(() -> kept(kept, name, secret::make)));
        }
        ApiKey demoKey = new ApiKey(kept(kept, "demo.key", () -> ApiKey.generate().secret()));
        if (!kept.equals(before)) {
            write(file, kept);
        }
        return new Secrets(values, demoKey);
    }

    private static String kept(Properties kept, String name, Supplier<String> make) {
        return (String) kept.computeIfAbsent(name, _ -> make.get());
    }

    /// The value of one.
    public String get(Secret secret) {
        return Objects.requireNonNull(values.get(secret));
    }

    /// Of all API keys' hashes.
    public String pepper() {
        return get(Secret.KEY_PEPPER);
    }

    /// Of the role that owns the database.
    public String ownerPassword() {
        return get(Secret.DATABASE_OWNER_PASSWORD);
    }

    /// Of the roles that our processes sign in with.
    public RolePasswords roles() {
        return new RolePasswords(
                get(Secret.DATABASE_GATEWAY_PASSWORD),
                get(Secret.DATABASE_BILLING_PASSWORD),
                get(Secret.DATABASE_PORTAL_PASSWORD));
    }

    /// Some of them as environment variables, for the process they are for.
    Map<String, String> environment(Secret... secrets) {
        return Stream.of(secrets).collect(Collectors.toMap(Secret::setting, this::get));
    }

    private static Properties read(Path file) throws IOException {
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                kept.load(in);
            }
        }
        return kept;
    }

    private static void write(Path file, Properties kept) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Path whole =
                Files.createTempFile(
                        file.resolveSibling(""),
                        "secrets",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try (Writer out = Files.newBufferedWriter(whole)) {
            kept.store(out, "made by ./aibridge for this checkout alone");
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
