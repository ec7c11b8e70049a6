package dev.aibridge.chaos.faults;

import dev.aibridge.chaos.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

/// Reads what a process tells its operators.
final class Metric {

    private Metric() {}

    /// The sum of all series whose name or text before the value begins so.
    static double of(World world, String process, String name)
            throws IOException, InterruptedException {
        URI metrics = URI.create(world.stack().managementUrl(process) + "/q/metrics");
        try (HttpClient http = HttpClient.newHttpClient()) {
            double[] values =
                    http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body()
                            .lines()
                            .filter(line -> line.startsWith(name))
                            .mapToDouble(
                                    line ->
                                            Double.parseDouble(
                                                    line.substring(line.lastIndexOf(' '))))
                            .toArray();
            if (values.length == 0) {
                throw new AssertionError(process + " has no " + name);
            }
            return Arrays.stream(values).sum();
        }
    }
}
