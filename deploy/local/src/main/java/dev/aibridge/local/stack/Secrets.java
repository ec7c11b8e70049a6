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
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/// Passwords and keys of one checkout: random, made once, readable by their owner alone. What the
/// environment sets comes first and isn't kept.
///
/// @param ownerPassword of the role that owns the database
/// @param roles of the roles that the processes sign in with
/// @param pepper of all API keys' hashes
/// @param demoKey the demo customer's
public record Secrets(String ownerPassword, RolePasswords roles, String pepper, ApiKey demoKey) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 24;

    /// Reads them, making those that are missing.
    static Secrets of(Settings settings) throws IOException {
        Path file = settings.home().resolve("secrets.properties");
        Properties kept = read(file);
        Properties before = (Properties) kept.clone();
        Secrets secrets =
                new Secrets(
                        secret(settings, kept, "AIBRIDGE_DATABASE_OWNER_PASSWORD"),
                        new RolePasswords(
                                secret(settings, kept, "AIBRIDGE_DATABASE_GATEWAY_PASSWORD"),
                                secret(settings, kept, "AIBRIDGE_DATABASE_BILLING_PASSWORD"),
                                secret(settings, kept, "AIBRIDGE_DATABASE_PORTAL_PASSWORD")),
                        secret(settings, kept, "AIBRIDGE_KEY_PEPPER"),
                        new ApiKey(kept(kept, "demo.key", () -> ApiKey.generate().secret())));
        if (!kept.equals(before)) {
            write(file, kept);
        }
        return secrets;
    }

    private static String secret(Settings settings, Properties kept, String name) {
        return settings.get(name).orElseGet(() -> kept(kept, name, Secrets::random));
    }

    private static String kept(Properties kept, String name, Supplier<String> make) {
        return (String) kept.computeIfAbsent(name, _ -> make.get());
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
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
