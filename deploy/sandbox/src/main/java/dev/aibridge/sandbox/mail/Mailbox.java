package dev.aibridge.sandbox.mail;

import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The newest mails. Safe for use by several threads.
final class Mailbox {

    private final InstantSource clock;
    private final int maxMails;
    private final Deque<Mail> newestFirst = new ArrayDeque<>();
    private long lastId;

    /// @param maxMails the oldest are forgotten first
    Mailbox(InstantSource clock, int maxMails) {
        this.clock = clock;
        this.maxMails = maxMails;
    }

    synchronized void add(String to, MimeMessage message) {
        MailReader read = MailReader.of(message);
        newestFirst.addFirst(
                new Mail(
                        ++lastId,
                        to,
                        MailReader.from(message),
                        MailReader.subject(message),
                        clock.instant(),
                        read.text(),
                        read.html()));
        if (newestFirst.size() > maxMails) {
            newestFirst.removeLast();
        }
    }

    /// @param to the whole address in any case; empty for all
    synchronized List<Mail> newestFirst(String to) {
        String wanted = to.toLowerCase(Locale.ROOT);
        return newestFirst.stream()
                .filter(
                        mail ->
                                wanted.isEmpty()
                                        || mail.to().toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
    }

    synchronized Optional<Mail> find(String id) {
        return newestFirst.stream()
                .filter(mail -> String.valueOf(mail.id()).equals(id))
                .findFirst();
    }

    synchronized void clear() {
        newestFirst.clear();
    }
}
