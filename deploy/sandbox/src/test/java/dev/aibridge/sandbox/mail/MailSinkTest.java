package dev.aibridge.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.Json;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailSinkTest {

    private static final int MAX_MAILS = 5;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static MailSink sink;

    @BeforeAll
    static void start() {
        sink = MailSink.start(new MailSettings("127.0.0.1", 0, 0, MAX_MAILS));
    }

    @AfterAll
    static void stop() {
        sink.close();
    }

    @BeforeEach
    void forget() {
        call("DELETE", "/api/mails");
    }

    @Test
    void aMailToAnyoneIsTakenAndFoundByItsAddress() throws MessagingException {
        send("Confirm", "Ada.New@Example.com", "Open https://portal.example/verify?a=1&b=2.");
        send("Other", "bob@example.com", "x");

        JsonNode mails = json("/api/mails?to=ada.new@example.com");

        assertThat(mails).hasSize(1);
        JsonNode mail = mails.get(0);
        assertThat(mail.path("subject").asText()).isEqualTo("Confirm");
        assertThat(mail.path("to").asText()).isEqualToIgnoringCase("ada.new@example.com");
        assertThat(mail.path("links").get(0).asText())
                .isEqualTo("https://portal.example/verify?a=1&b=2");
        assertThat(mail.path("at").asText()).endsWith("Z");
    }

    @Test
    void eachRecipientGetsTheMail() throws MessagingException {
        send("Both", "a@example.com,b@example.com", "x");

        assertThat(json("/api/mails")).hasSize(2);
        assertThat(json("/api/mails?to=b@example.com")).hasSize(1);
    }

    @Test
    void aMailOfTwoKindsShowsTextAndHtmlWithItsLinks() throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("验证 https://a.example/text", "utf-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent(
                "<p>Hi</p><a class=x href=\"https://a.example/html?x=1&amp;y=2\">go</a>"
                        + "<script>alert(1)</script>",
                "text/html; charset=utf-8");
        MimeMessage message = message("欢迎", "c@example.com");
        message.setContent(new MimeMultipart("alternative", text, html));

        Transport.send(message);

        JsonNode mail = json("/api/mails?to=c@example.com").get(0);
        assertThat(mail.path("subject").asText()).isEqualTo("欢迎");
        assertThat(mail.path("text").asText()).contains("验证");
        assertThat(mail.path("links"))
                .extracting(JsonNode::asText)
                .containsExactly("https://a.example/text", "https://a.example/html?x=1&y=2");
        String page = call("GET", "/mail/" + mail.path("id").asText()).body();
        assertThat(page).contains("sandbox=\"allow-popups").doesNotContain("<script>");
        HttpResponse<String> frame = call("GET", "/mail/" + mail.path("id").asText() + "/html");
        assertThat(frame.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("sandbox")
                .contains("default-src 'none'");
    }

    @Test
    void markupInSubjectAndTextIsShownAsText() throws MessagingException {
        send("<script>alert('s')</script>", "d@example.com", "<img src=x onerror=alert(1)>");

        String list = call("GET", "/").body();
        String id = json("/api/mails?to=d@example.com").get(0).path("id").asText();

        assertThat(list).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(call("GET", "/mail/" + id).body())
                .contains("&lt;img src=x")
                .doesNotContain("<img")
                .doesNotContain("<script>");
    }

    @Test
    void onlyTheNewestAreKept() throws MessagingException {
        for (int i = 1; i <= MAX_MAILS + 1; i++) {
            send("number " + i, "e@example.com", "x");
        }

        JsonNode mails = json("/api/mails?to=e@example.com");

        assertThat(mails).hasSize(MAX_MAILS);
        assertThat(mails.get(0).path("subject").asText()).isEqualTo("number " + (MAX_MAILS + 1));
    }

    @Test
    void aSenderThatSignsInIsTakenToo() throws MessagingException {
        Properties properties = properties();
        properties.put("mail.smtp.auth", "true");
        Authenticator anyone =
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication("anyone", "anything");
                    }
                };
        MimeMessage message = new MimeMessage(Session.getInstance(properties, anyone));
        message.setFrom("x@example.com");
        message.setRecipients(RecipientType.TO, "f@example.com");
        message.setText("x");

        Transport.send(message);

        assertThat(json("/api/mails?to=f@example.com")).hasSize(1);
    }

    @Test
    void anUnknownMailIsA404() {
        assertThat(call("GET", "/mail/999999").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/mail/%3Cscript%3E/html").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/mail/html").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutPortsThereIsNoSinkAndWithOneTheOtherIsNamed() {
        assertThat(MailSettings.fromEnvironment(Map.of())).isEmpty();
        assertThatThrownBy(() -> MailSettings.fromEnvironment(Map.of("AIBRIDGE_SMTP_PORT", "8093")))
                .hasMessage("AIBRIDGE_MAIL_PORT is not set");
        assertThatThrownBy(
                        () ->
                                MailSettings.fromEnvironment(
                                        Map.of(
                                                "AIBRIDGE_SMTP_PORT", "8093",
                                                "AIBRIDGE_MAIL_PORT", "8092",
                                                "AIBRIDGE_MAIL_MAX", "0")))
                .hasMessageContaining("AIBRIDGE_MAIL_MAX");
    }

    @Test
    void aTakenSmtpPortIsNamed() {
        assertThatThrownBy(
                        () ->
                                MailSink.start(
                                        new MailSettings(
                                                "127.0.0.1", sink.smtpPort(), 0, MAX_MAILS)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.valueOf(sink.smtpPort()));
    }

    private static void send(String subject, String to, String text) throws MessagingException {
        MimeMessage message = message(subject, to);
        message.setText(text, "utf-8");
        Transport.send(message);
    }

    private static MimeMessage message(String subject, String to) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(properties()));
        message.setFrom(new InternetAddress("no-reply@aibridge.example"));
        message.setRecipients(RecipientType.TO, to);
        message.setSubject(subject, "utf-8");
        return message;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(sink.smtpPort()));
        return properties;
    }

    private static JsonNode json(String path) {
        return Json.parse(call("GET", path).body()).orElseThrow();
    }

    private static HttpResponse<String> call(String method, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(sink.baseUrl() + path))
                        .method(method, BodyPublishers.noBody())
                        .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
