package dev.aibridge.local.stack;

import dev.aibridge.local.process.StartFailed;
import java.util.Map;
import java.util.Optional;

/// Where Keycloak's and billing's mails go: to the operator's server, else to the sandbox, which
/// shows them on a page.
///
/// @param host of the SMTP server
/// @param port of the SMTP server
/// @param from who they come from
/// @param user who signs in there; empty: nobody does
/// @param password empty without a user
/// @param starttls whether the connection is encrypted before anything is said
record Mail(String host, String port, String from, String user, String password, boolean starttls) {

    private static final String HOST = "SMTP_HOST";

    static boolean isReal(Settings settings) {
        return settings.get(HOST).isPresent();
    }

    /// @throws StartFailed when a server is set but not who the mails come from
    static Mail of(Settings settings) throws StartFailed {
        Optional<String> host = settings.get(HOST);
        if (host.isEmpty()) {
            String sink = "" + settings.port(Port.SMTP);
            return new Mail("127.0.0.1", sink, "no-reply@aibridge.localhost", "", "", false);
        }
        return new Mail(
                host.get(),
                settings.get("SMTP_PORT").orElse("587"),
                settings.get("SMTP_FROM")
                        .orElseThrow(() -> new StartFailed("SMTP_HOST needs SMTP_FROM beside it")),
                settings.get("SMTP_USER").orElse(""),
                settings.get("SMTP_PASSWORD").orElse(""),
                settings.get("SMTP_STARTTLS").map(Boolean::parseBoolean).orElse(true));
    }

    /// For the placeholders of the realm's file.
    Map<String, String> values() {
        return Map.of(
                HOST,
                host,
                "SMTP_PORT",
                port,
                "SMTP_FROM",
                from,
                "SMTP_AUTH",
                "" + !user.isEmpty(),
                "SMTP_USER",
                user,
                "SMTP_PASSWORD",
                password,
                "SMTP_STARTTLS",
                "" + starttls);
    }

    @Override
    public String toString() {
        return "Mail[" + host + ":" + port + "]";
    }
}
