package dev.aibridge.local;

import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Lock;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import java.io.IOException;
import java.util.Optional;

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
        return """

            AI Bridge is up.
              gateway   %s
              billing   %s
              sandbox   %s
              demo key  %s   (10M tokens)
              logs      %s

            curl %s/v1/chat/completions \\
              -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
              -d '{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

            Ctrl-C or ./aibridge down ends it; the data stays in %s."""
                .formatted(
                        run.gateway(),
                        run.billing(),
                        run.sandbox().isEmpty()
                                ? "not needed: every vendor is real"
                                : run.sandbox(),
                        run.customer().key(),
                        settings.home().resolve("logs"),
                        run.gateway(),
                        run.customer().key(),
                        settings.home());
    }
}
