package dev.aibridge.portal.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The judge of pages is judged first: it sees what is wrong, and nothing in what is right.
final class ChromiumTest {

    @Test
    void seesPaleTextAndWidePagesAndNothingElse() {
        Optional<Chromium> chromium = Chromium.start();
        assumeTrue(chromium.isPresent(), "there is no Chromium");
        try (Chromium browser = chromium.orElseThrow();
                BrowserContext context =
                        browser.open(
                                "http://localhost",
                                new Chromium.Reader("en", "light"),
                                Chromium.WIDE)) {
            Page page = context.newPage();
            assertThat(faults(page, "<p>To be read.</p>")).isEmpty();
            assertThat(faults(page, "<p style='color:#ddd'>Pale.</p>"))
                    .singleElement()
                    .asString()
                    .contains("contrast", "Pale.");
            assertThat(faults(page, "<p style='width:900px'>Wide.</p>"))
                    .containsExactly("at 320 px it is 908 px wide");
        }
    }

    private static List<String> faults(Page page, String text) {
        page.setContent(
                """
                <!doctype html><html lang="en"><head><title>A page</title></head>
                <body><main><h1>A page</h1>%s</main></body></html>
                """
                        .formatted(text));
        return Chromium.faults(page, Path.of("target/looks", "judge"));
    }
}
