package dev.aibridge.local;

import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Lock;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a person is told of a system that runs.
final class Running {

    private Running() {}

    /// Another launcher has the lock: says so. That isn't an error.
    static int report(Settings settings) throws IOException {
        String pid =
                Lock.holder(Up.lock(settings)).map(Identity::pid).map(Object::toString).orElse("?");
        Optional<RunFile> run = RunFile.read(settings.home());
        System.out.println(
                "AI Bridge is running already (launcher "
                        + pid
                        + ")"
                        + (run.isPresent() ? "" : ", but not ready yet"));
        run.ifPresent(file -> System.out.println(banner(settings, file)));
        return 0;
    }

    static String banner(Settings settings, RunFile run) {
        StringBuilder text = new StringBuilder("\nAI Bridge is up.\n");
        Map<String, String> urls =
                Map.of(
                        "gateway",
                        run.gateway(),
                        "billing",
                        run.billing(),
                        "sandbox",
                        run.sandbox());
        new TreeMap<>(urls)
                .forEach(
                        (name, url) -> {
                            if (run.pids().containsKey(name)) {
                                text.append("  %-9s %s%n".formatted(name, url));
                            }
                        });
        text.append("  %-9s %s%n".formatted("logs", settings.home().resolve("logs")));
        if (run.pids().containsKey("gateway")) {
            text.append(curl(run));
        }
        return text.append("\nCtrl-C or ./aibridge down ends it; the data stays.").toString();
    }

    private static String curl(RunFile run) {
        return """
              demo key  %2$s (funded with 10M tokens)

            curl %1$s/v1/chat/completions \\
              -H 'Authorization: Bearer %2$s' \\
              -H 'Content-Type: application/json' \\
              -d '{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'
            """
                .formatted(run.gateway(), run.customer().key());
    }
}
