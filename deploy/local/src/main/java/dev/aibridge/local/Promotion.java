package dev.aibridge.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.local.keycloak.Admin;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// `./aibridge admin EMAIL`: makes somebody who registered an administrator of AI Bridge, as the
/// first one has to be made.
///
/// @param settings the environment
record Promotion(Settings settings) {

    private static final int MISUSED = 2;
    private static final String ROLE = "admin";

    int run(List<String> args) throws StartFailed, IOException {
        if (args.size() != 1 || !args.getFirst().contains("@")) {
            System.err.println("usage: ./aibridge admin EMAIL");
            return MISUSED;
        }
        try (Admin keycloak =
                Admin.signIn(URI.create(settings.oidcUrl()), Stack.administratorOf(settings))) {
            promote(keycloak, args.getFirst());
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted", e);
        }
    }

    private static void promote(Admin keycloak, String email)
            throws StartFailed, IOException, InterruptedException {
        Optional<JsonNode> user = keycloak.userOf(email);
        if (user.isEmpty()) {
            throw new StartFailed("nobody has registered as " + email);
        }
        if (!user.get().path("emailVerified").asBoolean()) {
            throw new StartFailed(email + " has not confirmed the e-mail address yet");
        }
        String id = user.get().path("id").asText();
        if (keycloak.hasRole(id, ROLE)) {
            throw new StartFailed(email + " is an admin already");
        }
        keycloak.grant(id, ROLE);
        System.out.println(email + " is an admin from the next sign-in on");
    }
}
