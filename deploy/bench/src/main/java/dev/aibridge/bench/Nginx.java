package dev.aibridge.bench;

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

/// nginx as the plain proxy that everything is compared to.
final class Nginx {

    /// Where it streams; elsewhere an answer is buffered, as nginx does by itself.
    private static final String EVENTS = "/events";

    private static final String CONFIGURATION =
            """
            worker_processes 1;
            daemon off;
            pid {folder}/nginx.pid;
            error_log stderr warn;
            {user}
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {folder}/body;
              proxy_temp_path {folder}/proxy;
              fastcgi_temp_path {folder}/fastcgi;
              uwsgi_temp_path {folder}/uwsgi;
              scgi_temp_path {folder}/scgi;
              keepalive_requests 10000000;
              upstream vendor {
                server 127.0.0.1:{vendor};
                keepalive 64;
                keepalive_requests 10000000;
              }
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              server {
                listen 127.0.0.1:{port};
                location / { proxy_pass http://vendor; }
                location {events}/ { proxy_pass http://vendor/; proxy_buffering off; }
              }
            }
            """;

    private Nginx() {}

    /// The program, when it is installed.
    static Optional<Path> program() {
        return Command.onPath("nginx")
                .or(() -> Optional.of(Path.of("/usr/sbin/nginx")).filter(Files::isExecutable));
    }

    /// A process that isn't started yet.
    static Part part(Path program, Path folder, int port, int vendorPort, Records records) {
        Plan.Recipe recipe =
                () -> {
                    Path file = configure(folder, port, vendorPort);
                    List<String> line = List.of(program.toString(), "-c", file.toString());
                    return new Command(line, Map.of(), folder.resolve("nginx.log"));
                };
        Probe probe = Probe.of("http://127.0.0.1:" + port + "/");
        Duration grace = Duration.ofSeconds(5);
        return new Part(new Plan("nginx", port, probe, Signal.TERM, grace, recipe), records);
    }

    static Target target(int port) {
        String path = "/v1/chat/completions";
        return new Target("nginx", port, path, EVENTS + path, List.of("none"));
    }

    private static Path configure(Path folder, int port, int vendorPort) throws IOException {
        // Only root may, and must, say as whom its worker runs.
        boolean root = "root".equals(System.getProperty("user.name"));
        String text =
                CONFIGURATION
                        .replace("{folder}", folder.toString())
                        .replace("{port}", Integer.toString(port))
                        .replace("{vendor}", Integer.toString(vendorPort))
                        .replace("{events}", EVENTS)
                        .replace("{user}", root ? "user root;" : "");
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("nginx.conf"), text);
    }
}
