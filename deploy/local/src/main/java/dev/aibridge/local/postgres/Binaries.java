package dev.aibridge.local.postgres;

import dev.aibridge.local.process.StartFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once into a folder named after their version.
///
/// @param folder with `bin`, `lib` and `share`
record Binaries(Path folder) {

    private static final Pattern JAR = Pattern.compile("([^/]+)\\.jar!");

    /// Unpacks this system's programs if they aren't yet.
    ///
    /// @throws StartFailed when there is no artifact for this system on the class path
    static Binaries in(Path cache) throws StartFailed, IOException {
        URL archive = archive();
        Path folder = cache.resolve(versionOf(archive));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(cache);
            Path whole = Files.createTempDirectory(cache, "unpack");
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(archive, whole);
            Trees.publish(whole, folder);
        }
        return new Binaries(folder);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static URL archive() throws StartFailed {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "darwin" : "linux";
        String arch =
                switch (System.getProperty("os.arch")) {
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "x86_64";
                };
        String name = "/postgres-" + system + "-" + arch + ".txz";
        return Optional.ofNullable(Binaries.class.getResource(name))
                .orElseThrow(
                        () ->
                                new StartFailed(
                                        "there is no embedded PostgreSQL for this system ("
                                                + name
                                                + "); run one of your own and set"
                                                + " AIBRIDGE_DATABASE_URL"));
    }

    private static String versionOf(URL archive) {
        Matcher jar = JAR.matcher(archive.toString());
        if (!jar.find()) {
            throw new IllegalStateException("not inside a jar: " + archive);
        }
        return jar.group(1);
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream raw = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(entry, tar, target.resolve(entry.getName()).normalize(), target);
            }
        }
    }

    private static void unpack(
            TarArchiveEntry entry, TarArchiveInputStream tar, Path file, Path target)
            throws IOException {
        if (!file.startsWith(target)) {
            throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
