package dev.aibridge.local.stack;

import java.util.Locale;
import java.util.UUID;

/// The people of a demo, as `deploy/keycloak/demo.json` describes them too.
public enum DemoUser {
    CUSTOMER("00000000-0000-4000-8000-00000000c001", Secret.DEMO_CUSTOMER_PASSWORD),
    ADMIN("00000000-0000-4000-8000-00000000a001", Secret.DEMO_ADMIN_PASSWORD),
    AGENT("00000000-0000-4000-8000-00000000e001", Secret.DEMO_AGENT_PASSWORD);

    private final UUID subject;
    private final Secret password;

    DemoUser(String subject, Secret password) {
        this.subject = UUID.fromString(subject);
        this.password = password;
    }

    /// The `sub` of the tokens.
    public UUID subject() {
        return subject;
    }

    /// What signs in, with the password.
    public String email() {
        return name().toLowerCase(Locale.ROOT) + "@aibridge.localhost";
    }

    /// As the pages greet.
    public String displayName() {
        return "Demo " + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /// Which secret the password is.
    public Secret password() {
        return password;
    }
}
