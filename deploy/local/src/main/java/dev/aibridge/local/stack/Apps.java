package dev.aibridge.local.stack;

import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The packaged applications, as production runs them.
///
/// @param root the checkout, or a copy with the same layout
record Apps(Path root) {

    Path gateway() throws StartFailed {
        return built("gateway", root.resolve("gateway/target/quarkus-app/quarkus-run.jar"));
    }

    Path billing() throws StartFailed {
        return built("billing", root.resolve("billing/target/quarkus-app/quarkus-run.jar"));
    }

    Path portal() throws StartFailed {
        return built("portal", root.resolve("portal/target/quarkus-app/quarkus-run.jar"));
    }

    /// The realm and the theme.
    Path keycloak() {
        return root.resolve("deploy/keycloak");
    }

    Path sandbox() throws StartFailed, IOException {
        Path target = root.resolve("deploy/sandbox/target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "sandbox-*.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            }
        }
        return built("sandbox", target.resolve("sandbox.jar"));
    }

    private static Path built(String name, Path jar) throws StartFailed {
        if (!Files.isRegularFile(jar)) {
            throw new StartFailed("the " + name + " isn't built: " + jar + " is missing");
        }
        return jar;
    }
}
