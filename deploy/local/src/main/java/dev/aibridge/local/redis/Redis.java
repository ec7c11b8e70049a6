package dev.aibridge.local.redis;

import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Plan;
import dev.aibridge.local.process.Probe;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/// An embedded Redis server. It counts limits, so it writes its data only when it ends.
public final class Redis {

    private final RedisSettings settings;
    private final Part part;

    /// A server that isn't started yet.
    public Redis(RedisSettings settings, Records records) {
        this.settings = settings;
        this.part =
                new Part(
                        new Plan(
                                "redis",
                                settings.port(),
                                Probe.of(url()),
                                Signal.TERM,
                                settings.grace(),
                                this::command),
                        records);
    }

    /// The process.
    public Part part() {
        return part;
    }

    /// `redis://127.0.0.1:port`
    public String url() {
        return "redis://127.0.0.1:" + settings.port();
    }

    private Command command() throws IOException {
        Files.createDirectories(settings.data());
        List<String> line =
                List.of(
                        program().toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(settings.port()),
                        "--dir",
                        settings.data().toString(),
                        "--save",
                        "3600 1",
                        "--appendonly",
                        "no",
                        "--maxmemory",
                        "256mb",
                        "--daemonize",
                        "no");
        return new Command(line, Map.of(), settings.log());
    }

    private Path program() throws IOException {
        Optional<Path> installed =
                Command.onPath("valkey-server").or(() -> Command.onPath("redis-server"));
        if (installed.isPresent()) {
            return installed.get();
        }
        Path folder = Files.createDirectories(settings.cache().resolve("redis"));
        return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    }

    /// How an embedded Redis is run.
    ///
    /// @param data its folder
    /// @param cache where the program is unpacked
    /// @param log the server's log file
    /// @param port on 127.0.0.1
    /// @param grace how long an orderly end may take
    public record RedisSettings(Path data, Path cache, Path log, int port, Duration grace) {}
}
