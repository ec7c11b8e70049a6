package dev.aibridge.sandbox.mail;

import static dev.aibridge.sandbox.web.Html.escape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aibridge.sandbox.web.Html;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/`, `/mail/{id}`, `/api/mails`.
final class MailPages {

    private static final String MAIL = "/mail/";
    private static final String BODY = "/html";
    private static final Pattern ONE = Pattern.compile("GET " + MAIL + "([0-9]+)(" + BODY + ")?");

    /// What a mail may do in its frame: look, and open links in a tab of their own.
    private static final String FRAME = "allow-popups allow-popups-to-escape-sandbox";

    private static final String FRAME_POLICY =
            "sandbox %s; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
                    .formatted(FRAME);

    private final Mailbox mailbox;

    MailPages(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    void enter(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("/");
        String call = request.method().name() + " " + path;
        switch (call) {
            case "GET /" -> Html.send(request, 200, list(mailbox.newestFirst("")));
            case "GET /api/mails" -> send(request, json(to(request)));
            case "DELETE /api/mails" -> {
                mailbox.clear();
                send(request, Json.array());
            }
            case "GET /_sandbox/health" -> send(request, Json.object().put("status", "ok"));
            case "GET " + Html.CSS_PATH -> Html.sendCss(request);
            default -> mail(request, call);
        }
    }

    private void mail(HttpServerRequest request, String call) {
        Matcher matcher = ONE.matcher(call);
        Optional<Mail> mail = matcher.matches() ? mailbox.find(matcher.group(1)) : Optional.empty();
        if (mail.isEmpty()) {
            Html.send(
                    request,
                    404,
                    Html.page("en", "No such mail", "<h1>No such mail</h1>" + back()));
        } else if (matcher.group(2) != null) {
            sendBody(request, mail.get());
        } else {
            Html.send(request, 200, one(mail.get()));
        }
    }

    private static String list(List<Mail> mails) {
        StringBuilder rows = new StringBuilder();
        for (Mail mail : mails) {
            rows.append(
                    "<tr><td>%s</td><td><a href=\"%s%d\">%s</a></td><td><time>%s</time></td></tr>"
                            .formatted(
                                    escape(mail.to()),
                                    MAIL,
                                    mail.id(),
                                    escape(mail.subject().isBlank() ? "(none)" : mail.subject()),
                                    mail.at()));
        }
        String table =
                """
                <table><thead><tr><th scope="col">To</th><th scope="col">Subject</th>
                <th scope="col">Time</th></tr></thead><tbody>%s</tbody></table>
                """
                        .formatted(rows);
        return Html.page(
                "en",
                "Mails",
                "<p><span class=\"badge\">Sandbox: nothing is sent on</span></p><h1>Mails</h1>"
                        + (mails.isEmpty() ? "<p>No mail yet.</p>" : table));
    }

    private static String one(Mail mail) {
        StringBuilder main = new StringBuilder(back());
        main.append("<h1>%s</h1>".formatted(escape(mail.subject())));
        main.append(
                "<p>From %s<br>To %s<br><time>%s</time></p>"
                        .formatted(escape(mail.from()), escape(mail.to()), mail.at()));
        if (!mail.links().isEmpty()) {
            main.append("<h2>Links</h2><ul>");
            mail.links()
                    .forEach(url -> main.append("<li>").append(Links.anchor(url)).append("</li>"));
            main.append("</ul>");
        }
        if (!mail.text().isEmpty()) {
            main.append("<h2>Text</h2><pre>%s</pre>".formatted(Links.clickable(mail.text())));
        }
        if (!mail.html().isEmpty()) {
            main.append(
                    "<h2>HTML</h2><iframe title=\"The mail\" sandbox=\"%s\" src=\"%s%d%s\"></iframe>"
                            .formatted(FRAME, MAIL, mail.id(), BODY));
        }
        return Html.page("en", mail.subject(), main.toString());
    }

    private static String back() {
        return "<p><a href=\"/\">All mails</a></p>";
    }

    private static void sendBody(HttpServerRequest request, Mail mail) {
        request.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", FRAME_POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .end("<base target=\"_blank\">" + mail.html());
    }

    private ArrayNode json(String to) {
        ArrayNode json = Json.array();
        mailbox.newestFirst(to).forEach(mail -> json.add(mail.toJson()));
        return json;
    }

    private static String to(HttpServerRequest request) {
        return Optional.ofNullable(request.getParam("to")).orElse("");
    }

    private static void send(HttpServerRequest request, JsonNode json) {
        request.response()
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(Json.bytes(json)));
    }
}
