package dev.aibridge.local;

import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// The launcher's commands; `./aibridge` builds what is missing and calls it.
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    /// Runs one command; the exit code says how it went: 0 good, 1 failed, 2 misused, 3 not
    /// running.
    public static void main(String[] args) throws IOException, SQLException {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) throws IOException, SQLException {
        Path checkout = Path.of(System.getProperty("aibridge.root", "."));
        Path apps = Path.of(System.getProperty("aibridge.apps", checkout.toString()));
        Settings settings = new Settings(checkout.resolve(".aibridge"), apps, System.getenv());
        List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
        try {
            return switch (args.isEmpty() ? "" : args.getFirst()) {
                case "up" -> Up.run(settings, rest);
                case "down" -> new Down(settings).run();
                case "status" -> new Status(settings).run();
                case "verify" -> Verify.run(settings);
                case "admin" -> new Promotion(settings).run(rest);
                default -> {
                    System.err.println(
                            "usage: up [-d] [part …] | down | status | verify | admin EMAIL");
                    yield MISUSED;
                }
            };
        } catch (StartFailed e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }
}
