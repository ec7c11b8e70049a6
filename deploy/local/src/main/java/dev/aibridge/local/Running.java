package dev.aibridge.local;

import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Lock;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import java.io.IOException;
import java.util.List;
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
        StringBuilder text = new StringBuilder("\nAI Bridge is up.\n");
        for (Place place : places(run)) {
            if (run.pids().containsKey(place.process()) && !place.url().isEmpty()) {
                text.append("  %-9s %s%n".formatted(place.name(), place.url()));
            }
        }
        text.append("  %-9s %s%n".formatted("logs", settings.home().resolve("logs")));
        if (run.pids().containsKey("keycloak")) {
            text.append(users(run));
        }
        if (run.pids().containsKey("gateway")) {
            text.append(curl(run));
        }
        return text.append("\nCtrl-C or ./aibridge down ends it; the data stays.").toString();
    }

    /// Something with an address, and the process that answers there.
    private record Place(String name, String url, String process) {}

    private static List<Place> places(RunFile run) {
        return List.of(
                new Place("portal", run.portal(), "portal"),
                new Place("gateway", run.gateway(), "gateway"),
                new Place("billing", run.billing(), "billing"),
                new Place("keycloak", run.keycloak(), "keycloak"),
                new Place("sandbox", run.sandbox(), "sandbox"),
                new Place("stripe", run.stripe(), "sandbox"),
                new Place("mails", run.mail(), "sandbox"));
    }

    private static String users(RunFile run) {
        return """
              customer  %s, password %s
              admin     %s, password %s
            """
                .formatted(
                        run.customer().user(),
                        run.customer().password(),
                        run.admin().user(),
                        run.admin().password());
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
