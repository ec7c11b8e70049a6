package dev.aibridge.sandbox.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.aibridge.sandbox.web.WebServer;
import java.time.Clock;

/// An SMTP server that takes any mail, and pages that show it.
public final class MailSink implements AutoCloseable {

    private final GreenMail smtp;
    private final WebServer pages;

    private MailSink(GreenMail smtp, WebServer pages) {
        this.smtp = smtp;
        this.pages = pages;
    }

    /// Starts both and waits until they listen.
    ///
    /// @throws IllegalStateException when one can't
    public static MailSink start(MailSettings settings) {
        Mailbox mailbox = new Mailbox(Clock.systemUTC(), settings.maxMails());
        MailPages shown = new MailPages(mailbox);
        WebServer pages =
                WebServer.start(
                        WebServer.loop(), settings.host(), settings.pagePort(), shown::enter);
        GreenMail smtp =
                new GreenMail(
                        new ServerSetup(
                                settings.smtpPort(), settings.host(), ServerSetup.PROTOCOL_SMTP));
        smtp.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        smtp.getUserManager()
                .setMessageDeliveryHandler((_, to) -> new Recipient(to.getEmail(), mailbox));
        try {
            smtp.start();
        } catch (RuntimeException cannotListen) {
            pages.close();
            throw new IllegalStateException(
                    "can't listen on " + settings.host() + ":" + settings.smtpPort(), cannotListen);
        }
        return new MailSink(smtp, pages);
    }

    /// Where the pages are: `http://127.0.0.1:8092`.
    public String baseUrl() {
        return pages.baseUrl();
    }

    /// Where mail comes in.
    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    /// Stops both.
    @Override
    public void close() {
        smtp.stop();
        pages.close();
    }
}
