package dev.aibridge.local.keycloak;

import dev.aibridge.local.postgres.Trees;
import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Log;
import dev.aibridge.local.process.StartFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Keycloak's programs, unpacked and built for PostgreSQL once, into a folder named after both.
///
/// @param folder with `lib`, `conf` and `providers`; nothing in it changes any more
record Distribution(Path folder) {

    /// What `kc.sh build` fixes for all later starts; the folder's name tells one set from another.
    private static final List<String> BUILT_WITH =
            List.of("--db=postgres", "--health-enabled=true");

    private static final String BUILT_FOR = "postgres";

    private static final long BUILD_LIMIT_MINUTES = 5;

    /// It starts in half the time without the optimising compiler, which no demo ever needs.
    private static final List<String> JVM =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dfile.encoding=UTF-8",
                    "-Duser.language=en");

    /// As `kc.sh` has them, which itself would stand between us and the process.
    private static final List<String> AS_KC_SH =
            List.of(
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Dpicocli.disable.closures=true");

    /// Unpacks and builds it, if that wasn't done yet.
    ///
    /// @param log takes what the build says
    /// @throws StartFailed when its archive is not in the cache, or the build fails
    static Distribution in(Path cache, Path log)
            throws StartFailed, IOException, InterruptedException {
        String version = version();
        Path folder = cache.resolve("keycloak-" + version + "-" + BUILT_FOR);
        if (!Files.isDirectory(folder)) {
            Path whole = Files.createTempDirectory(Files.createDirectories(cache), "unpack");
            try {
                unpack(archive(cache, version), whole);
                new Distribution(whole).build(log);
                Trees.publish(whole, folder);
            } finally {
                Trees.delete(whole);
            }
        }
        return new Distribution(folder);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Distribution.class.getResourceAsStream("keycloak.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("keycloak.properties can't be read", e);
        }
        return properties.getProperty("version");
    }

    private static Path archive(Path cache, String version) throws StartFailed {
        Path archive = cache.resolve("keycloak-quarkus-dist-" + version + ".zip");
        if (!Files.isRegularFile(archive)) {
            throw new StartFailed(
                    archive
                            + " is missing; './aibridge up' and './aibridge test' fetch it. Or run a"
                            + " Keycloak of your own and set AIBRIDGE_OIDC_URL");
        }
        return archive;
    }

    /// All is in one folder of the archive, which is left out.
    private static void unpack(Path archive, Path target) throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = target.resolve(name).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolveSibling(""));
                    Files.copy(zip, file);
                }
            }
        }
    }

    private void build(Path log) throws StartFailed, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(BUILT_WITH);
        Process build =
                new Command(argv(folder, List.of("-Xmx768m"), arguments), Map.of(), log).start();
        try {
            if (!build.waitFor(BUILD_LIMIT_MINUTES, TimeUnit.MINUTES) || build.exitValue() != 0) {
                throw new StartFailed(
                        "Keycloak could not be built:\n    "
                                + String.join("\n    ", new Log(log).tail(15)));
            }
        } finally {
            build.destroyForcibly();
        }
    }

    /// The command line of one Java process.
    ///
    /// @param home with `lib`, `conf`, `providers`, `themes` and `data`
    /// @param options of the JVM, after ours
    static List<String> argv(Path home, List<String> options, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        line.addAll(options);
        line.addAll(AS_KC_SH);
        line.add("-Dkc.home.dir=" + home);
        line.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        line.addAll(List.of("-cp", home.resolve("lib/quarkus-run.jar").toString()));
        line.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        line.addAll(arguments);
        return line;
    }

    /// A home for one server: the programs by links, the theme, and an empty `data`.
    void furnish(Path home, Path themes) throws IOException {
        Trees.delete(home);
        Files.createDirectories(home.resolve("data"));
        for (String part : List.of("lib", "conf", "providers")) {
            Files.createSymbolicLink(home.resolve(part), folder.resolve(part).toAbsolutePath());
        }
        Files.createSymbolicLink(home.resolve("themes"), themes.toAbsolutePath());
    }
}
