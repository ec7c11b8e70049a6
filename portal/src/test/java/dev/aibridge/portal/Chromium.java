package dev.aibridge.portal;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A real browser: the system's Chromium.
final class Chromium implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "looks");
    private static final int WIDE = 1280;
    private static final int HEIGHT = 900;
    private static final int PHONE = 320;

    /// How somebody likes their pages.
    ///
    /// @param language `en` or `zh`
    /// @param theme `light` or `dark`
    record Reader(String language, String theme) {

        static final List<Reader> ALL =
                List.of(
                        new Reader("en", "light"),
                        new Reader("en", "dark"),
                        new Reader("zh", "light"),
                        new Reader("zh", "dark"));
    }

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program)
                                        .setArgs(List.of("--no-sandbox")));
    }

    /// The one that is installed; nothing where there is none.
    static Optional<Chromium> start() {
        return Stream.of(
                        System.getenv().getOrDefault("AIBRIDGE_TEST_CHROMIUM", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Chromium::new);
    }

    /// Opens a page wide and at 320 px, keeps pictures of it, and says what is wrong with it.
    List<String> faults(String name, String path, Reader reader) {
        List<String> faults = new ArrayList<>();
        try (BrowserContext context = context(reader)) {
            Page page = context.newPage();
            page.onConsoleMessage(
                    message -> {
                        // A page that says no is no fault; what it loads must be there.
                        boolean isOfPage = message.location().startsWith(page.url());
                        if (message.type().equals("error") && !isOfPage) {
                            faults.add("the console: " + message.text());
                        }
                    });
            page.onPageError(error -> faults.add("a script: " + error));
            page.navigate(TestServers.portal() + path);
            String picture = name + "-" + reader.language() + "-" + reader.theme();
            faults.addAll(axe(page));
            keep(page, picture);
            page.setViewportSize(PHONE, HEIGHT);
            int width = (int) page.evaluate("document.documentElement.scrollWidth");
            if (width > PHONE) {
                faults.add("at 320 px it is " + width + " px wide");
            }
            faults.addAll(axe(page));
            keep(page, picture + "-320");
        }
        return faults;
    }

    private BrowserContext context(Reader reader) {
        BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDE, HEIGHT));
        context.addCookies(
                List.of(
                        new Cookie("language", reader.language()).setUrl(TestServers.portal()),
                        new Cookie("theme", reader.theme()).setUrl(TestServers.portal())));
        return context;
    }

    private static List<String> axe(Page page) {
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(
                                rule ->
                                        rule.getHelp()
                                                + ": "
                                                + rule.getNodes().stream()
                                                        .map(node -> node.getHtml())
                                                        .toList())
                        .toList();
    }

    private static void keep(Page page, String picture) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve(picture + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
