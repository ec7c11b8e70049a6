package dev.aibridge.sandbox.web;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Plain pages: escaped, without script, with one style sheet.
public final class Html {

    /// Where the style sheet is.
    public static final String CSS_PATH = "/sandbox.css";

    private static final String CSS = resource("sandbox.css");
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    private Html() {}

    /// Text for an element or a quoted attribute.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// A whole page.
    ///
    /// @param language `en` or `zh`
    /// @param title not escaped yet
    /// @param main HTML
    public static String page(String language, String title, String main) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """
                .formatted(language, escape(title), CSS_PATH, main);
    }

    /// Sends a page.
    public static void send(HttpServerRequest request, int status, String page) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", POLICY)
                .putHeader("cache-control", "no-store")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("x-content-type-options", "nosniff")
                .end(page);
    }

    /// Sends the style sheet.
    public static void sendCss(HttpServerRequest request) {
        request.response().putHeader("content-type", "text/css; charset=utf-8").end(CSS);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
