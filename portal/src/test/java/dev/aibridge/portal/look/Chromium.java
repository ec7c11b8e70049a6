package dev.aibridge.portal.look;

import com.deque.html.axecore.args.AxeRunOptions;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A real browser: the system's Chromium.
public final class Chromium implements AutoCloseable {

    /// A desk's screen and a phone's, in pixels.
    public static final int WIDE = 1280;

    /// As narrow as pages must bear.
    public static final int PHONE = 320;

    private static final int HEIGHT = 900;

    /// What a narrow page adds to a wide one's faults shows in any language and theme: axe takes
    /// its time, so it is asked in one.
    private static final String IS_PLAIN =
            "document.documentElement.lang === 'en' && document.documentElement.dataset.theme === 'light'";

    /// How somebody likes their pages.
    ///
    /// @param language `en` or `zh`
    /// @param theme `light` or `dark`
    public record Reader(String language, String theme) {

        /// All there are.
        public static final List<Reader> ALL =
                List.of(
                        new Reader("en", "light"),
                        new Reader("en", "dark"),
                        new Reader("zh", "light"),
                        new Reader("zh", "dark"));
    }

    private final Playwright playwright;
    private final Browser browser;
    private final Map<Reader, BrowserContext> readers = new HashMap<>();

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
    public static Optional<Chromium> start() {
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

    /// A browser of somebody's own, in which they chose language and theme before.
    ///
    /// @param site whose cookies hold the choice
    /// @param width in pixels
    public BrowserContext open(String site, Reader reader, int width) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, HEIGHT)
                                .setLocale(reader.language().equals("zh") ? "zh-CN" : "en-GB"));
        context.addCookies(
                List.of(
                        new Cookie("language", reader.language()).setUrl(site),
                        new Cookie("theme", reader.theme()).setUrl(site)));
        return context;
    }

    /// A browser that runs no script.
    public BrowserContext plain() {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(WIDE, HEIGHT)
                        .setJavaScriptEnabled(false));
    }

    /// Opens a page wide and at 320 px in the one browser of all readers like this, keeps a picture
    /// of each, and says what is wrong with it.
    ///
    /// @param picture where, without `.png`
    public List<String> faults(String site, String path, Reader reader, Path picture) {
        BrowserContext context =
                readers.computeIfAbsent(reader, anyone -> open(site, anyone, WIDE));
        try (Page page = context.newPage()) {
            List<String> faults = complaints(page);
            faults.addAll(faults(page, site + path, picture));
            return faults;
        }
    }

    /// Opens a page and says what is wrong with it; an answer that tells of a bug or an outage is.
    ///
    /// @param picture where, without `.png`
    public static List<String> faults(Page page, String address, Path picture) {
        List<String> faults = new ArrayList<>();
        int status = Objects.requireNonNull(page.navigate(address)).status();
        if (status >= 500) {
            faults.add(address + " answered " + status);
        }
        faults.addAll(faults(page, picture));
        return faults;
    }

    /// What the browser complains of from now on.
    public static List<String> complaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(
                message -> {
                    // A page that says no is no fault; what it loads must be there.
                    boolean isOfPage = message.location().startsWith(page.url());
                    if (message.type().equals("error") && !isOfPage) {
                        complaints.add("the console: " + message.text());
                    }
                });
        page.onPageError(error -> complaints.add("a script: " + error));
        return complaints;
    }

    /// What is wrong with a page as it stands, wide and at 320 px; keeps a picture of each.
    ///
    /// @param picture where, without `.png`
    public static List<String> faults(Page page, Path picture) {
        List<String> faults = new ArrayList<>(faultsAsItIs(page, picture));
        page.setViewportSize(PHONE, HEIGHT);
        faults.addAll(faultsAsItIs(page, picture.resolveSibling(picture.getFileName() + "-320")));
        page.setViewportSize(WIDE, HEIGHT);
        return faults;
    }

    /// What axe and a ruler say of a page in the width that it has; keeps a picture of it.
    ///
    /// @param picture where, without `.png`
    public static List<String> faultsAsItIs(Page page, Path picture) {
        List<String> faults = new ArrayList<>();
        if (page.viewportSize().width > PHONE || (boolean) page.evaluate(IS_PLAIN)) {
            faults.addAll(axe(page));
        }
        int width = (int) page.evaluate("document.documentElement.scrollWidth");
        int room = page.viewportSize().width;
        if (width > room) {
            faults.add("at " + room + " px it is " + width + " px wide");
        }
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(picture.resolveSibling(picture.getFileName() + ".png")));
        return faults;
    }

    /// In the page itself: axe would open another one to put frames' results together, and we have
    /// no frames.
    private static List<String> axe(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        options.setIFrames(false);
        return new AxeBuilder(page)
                        .setLegacyMode(true)
                        .options(options)
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

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
