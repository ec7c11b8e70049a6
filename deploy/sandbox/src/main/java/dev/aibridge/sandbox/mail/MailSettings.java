package dev.aibridge.sandbox.mail;

import dev.aibridge.sandbox.settings.Environment;
import java.util.Map;
import java.util.Optional;

/// Where mail comes in, where it is shown, how much is kept.
///
/// @param smtpPort 0 for any free one
/// @param pagePort 0 for any free one
/// @param maxMails the oldest are forgotten first
public record MailSettings(String host, int smtpPort, int pagePort, int maxMails) {

    private static final String SMTP = "AIBRIDGE_SMTP_PORT";
    private static final String PAGE = "AIBRIDGE_MAIL_PORT";

    /// The settings of the environment; nothing when no port is given.
    ///
    /// @throws IllegalArgumentException naming the variable that is wrong, or the port that is
    ///   missing beside the other one
    public static Optional<MailSettings> fromEnvironment(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        Optional<Integer> smtp = environment.port(SMTP);
        Optional<Integer> page = environment.port(PAGE);
        if (smtp.isEmpty() && page.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new MailSettings(
                        environment.text("AIBRIDGE_HOST").orElse("127.0.0.1"),
                        smtp.orElseThrow(() -> missing(SMTP)),
                        page.orElseThrow(() -> missing(PAGE)),
                        environment.number("AIBRIDGE_MAIL_MAX", 1_000, 1, 100_000)));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException(name + " is not set");
    }
}
