package dev.aibridge.sandbox.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/// Reads what people see of a message: the first text and the first HTML.
final class MailReader {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 20;

    private String text = "";
    private String html = "";

    private MailReader() {}

    /// Texts of a message; one that can't be read says so in its text.
    static MailReader of(MimeMessage message) {
        MailReader reader = new MailReader();
        try {
            reader.read(message, 0);
        } catch (MessagingException | IOException unreadable) {
            reader.text = "This mail can't be read: " + unreadable;
        }
        return reader;
    }

    String text() {
        return text;
    }

    String html() {
        return html;
    }

    static String subject(MimeMessage message) {
        try {
            return Objects.requireNonNullElse(message.getSubject(), "");
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    static String from(MimeMessage message) {
        try {
            return message.getFrom() == null
                    ? ""
                    : Arrays.stream(message.getFrom())
                            .map(Objects::toString)
                            .collect(Collectors.joining(", "));
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    private void read(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount() && depth < MAX_DEPTH; i++) {
                read(parts.getBodyPart(i), depth + 1);
            }
        } else if (part.isMimeType("text/plain") && text.isEmpty()) {
            text = content(part);
        } else if (part.isMimeType("text/html") && html.isEmpty()) {
            html = content(part);
        }
    }

    private static String content(Part part) throws MessagingException, IOException {
        String whole = String.valueOf(part.getContent());
        return whole.substring(0, Math.min(MAX_CHARACTERS, whole.length()));
    }
}
