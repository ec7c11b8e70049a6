package dev.aibridge.chaos.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.aibridge.chaos.World;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.DemoUser;
import dev.aibridge.local.stack.Port;
import dev.aibridge.portal.look.Chromium;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Somebody at a browser of their own, who looks at every page they come to: axe, width and the
/// browser's complaints are asked, a picture is kept in `target/journeys`.
final class Person implements AutoCloseable {

    private final World world;
    private final String name;
    private final BrowserContext browser;
    private final Page page;
    private final Hand hand;
    private final List<String> complaints;
    private final List<String> faults = new ArrayList<>();
    private int looks;
    private int loads;

    /// @param name of the pictures
    /// @param width of the browser in pixels
    Person(
            World world,
            Chromium chromium,
            String name,
            Chromium.Reader reader,
            int width,
            Function<Page, Hand> hand) {
        this.world = world;
        this.name = name;
        this.browser = chromium.open(world.stack().url("portal"), reader, width);
        browser.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        this.page = browser.newPage();
        page.onLoad(_ -> loads++);
        this.hand = hand.apply(page);
        this.complaints = Chromium.complaints(page);
    }

    Page page() {
        return page;
    }

    Locator see(String selector) {
        Locator seen = page.locator(selector).first();
        seen.waitFor();
        return seen;
    }

    /// The text that is there, spaces made plain.
    String read(String selector) {
        return see(selector).innerText().replaceAll("\\s+", " ").strip();
    }

    /// The number that is written there, without its separators and unit.
    BigDecimal number(String selector) {
        String digits = read(selector).replaceAll("[^0-9.,-]+.*$", "").replace(",", "");
        return new BigDecimal(digits);
    }

    String clipboard() {
        return (String) page.evaluate("navigator.clipboard.readText()");
    }

    void press(String selector) {
        hand.press(see(selector));
    }

    /// Presses what leads to another page, and waits until that is there.
    void follow(String selector) {
        Locator what = see(selector);
        follow(what);
    }

    private void follow(Locator what) {
        int before = loads;
        hand.press(what);
        page.waitForCondition(() -> loads > before);
    }

    void type(String selector, String text) {
        hand.type(see(selector), text);
    }

    /// Opens the portal as from a bookmark.
    void open(String path) {
        page.navigate(world.stack().url("portal") + path);
    }

    /// Goes to a page by the menu, which a phone hides behind a button.
    void go(String path) {
        Locator link = page.locator("nav.side a[href='" + path + "']").first();
        if (!link.isVisible()) {
            press("button[popovertarget=side]");
        }
        follow(link);
        assertThat(page.url()).endsWith(path);
    }

    /// Looks at the page as it stands.
    void look(String what) {
        looks++;
        Path picture = Path.of("target/journeys", name, "%02d-%s".formatted(looks, what));
        for (String fault : Chromium.faultsAsItIs(page, picture)) {
            faults.add(what + ": " + fault);
        }
    }

    void signIn(DemoUser user) {
        // The portal looks every few seconds whether Keycloak is there; it may just have come up.
        await().pollInSameThread()
                .until(
                        () -> {
                            open("/sign-in");
                            return page.locator("#username").count() > 0;
                        });
        type("#username", user.email());
        password(user);
        page.waitForURL("**/overview");
    }

    /// Types the password again, as before what only its owner may do.
    void signInAgain(DemoUser user, String to) {
        open("/sign-in/again?to=" + to);
        password(user);
        page.waitForURL("**" + to);
    }

    private void password(DemoUser user) {
        type("#password", world.stack().secrets().get(user.password()));
        follow("form button[type=submit].main");
    }

    Mailbox mailbox(String address) throws StartFailed {
        return new Mailbox(
                world.stack().settings().http(world.stack().settings().port(Port.MAIL)), address);
    }

    void assertPleased() {
        assertThat(faults).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
    }
}
