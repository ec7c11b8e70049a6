package dev.aibridge.sandbox.mail;

import dev.aibridge.sandbox.web.Html;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the links of a mail.
final class Links {

    private static final Pattern URL =
            Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]]");
    private static final Pattern HREF =
            Pattern.compile(
                    "<a\\s[^>]*?href\\s*=\\s*[\"']?(https?://[^\\s\"'>]+)",
                    Pattern.CASE_INSENSITIVE);

    private Links() {}

    static Stream<String> inText(String text) {
        return URL.matcher(text).results().map(found -> found.group());
    }

    static Stream<String> inHtml(String html) {
        return HREF.matcher(html)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&").replace("&#38;", "&"));
    }

    /// A text as HTML with its links made clickable.
    static String clickable(String text) {
        StringBuilder html = new StringBuilder();
        int[] end = {0};
        URL.matcher(text)
                .results()
                .forEach(
                        found -> {
                            html.append(Html.escape(text.substring(end[0], found.start())));
                            html.append(anchor(found.group()));
                            end[0] = found.end();
                        });
        return html.append(Html.escape(text.substring(end[0]))).toString();
    }

    static String anchor(String url) {
        return "<a href=\"%s\">%s</a>".formatted(Html.escape(url), Html.escape(url));
    }
}
