package dev.aibridge.chaos.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Page;
import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.portal.look.Chromium;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who never was here: from the first page to their first call, with what they see counted
/// to the micro-token.
final class NewcomerTest {

    private static final Path PYTHON =
            Path.of(System.getProperty("aibridge.root", "../.."), ".aibridge/python/bin/python");
    private static final int SNIPPET_SECONDS = 60;
    private static final Credits STARTER = Credits.ofTokens(100_000);
    private static final Credits BOUGHT = Credits.ofTokens(1_000_000);

    private static World world;
    private static Optional<Chromium> chromium = Optional.empty();

    @TempDir private Path folder;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
        world = World.complete();
    }

    @AfterAll
    static void close() {
        chromium.ifPresent(Chromium::close);
    }

    @Test
    void aNewcomerPaysAndCalls() throws Exception {
        walk("english", new Chromium.Reader("en", "light"), Chromium.WIDE, _ -> new Hand.Mouse());
    }

    @Test
    void aNewcomerPaysAndCallsInChineseInTheDarkOnAPhoneByKeyboard() throws Exception {
        walk("chinese", new Chromium.Reader("zh", "dark"), Chromium.PHONE, Hand.Keyboard::new);
    }

    private void walk(String name, Chromium.Reader reader, int width, Function<Page, Hand> hand)
            throws Exception {
        assumeThat(chromium).as("a Chromium").isPresent();
        assumeThat(PYTHON).as("the Python client").isExecutable();
        String address = UUID.randomUUID() + "@example.org";
        try (Person newcomer =
                new Person(world, chromium.orElseThrow(), name, reader, width, hand)) {
            signUp(newcomer, address);
            assertThat(balance(newcomer)).isEqualTo(STARTER);
            topUp(newcomer);
            String secret = createKey(newcomer);
            callAsShown(newcomer, secret);
            compareEveryPage(newcomer, Owner.of(world, address));
            newcomer.assertPleased();
        }
    }

    private static void signUp(Person newcomer, String address) throws Exception {
        newcomer.open("/");
        newcomer.look("home");
        newcomer.follow("a[href='/sign-up']");
        newcomer.look("sign-up");
        newcomer.type("#firstName", "Ada Lovelace");
        newcomer.type("#email", address);
        newcomer.type("#password", "correct horse battery");
        newcomer.type("#password-confirm", "correct horse battery");
        newcomer.follow("#kc-register-form button.main");
        newcomer.look("confirm");
        newcomer.page().navigate(newcomer.mailbox(address).newest().at("/links/0").asText());
        newcomer.page().waitForURL("**/overview");
        newcomer.look("overview");
    }

    private static Credits balance(Person newcomer) {
        return new Credits(newcomer.number(".fig").movePointRight(6).longValueExact());
    }

    private static void topUp(Person newcomer) {
        newcomer.go("/top-up");
        newcomer.press("input[name=product][value=starter-1m]");
        newcomer.see("#total button.main");
        newcomer.look("top-up");
        newcomer.follow("#total button.main");
        pay(newcomer, "4000 0000 0000 0002");
        newcomer.see(".alert");
        pay(newcomer, "4242 4242 4242 4242");
        newcomer.see("#payment .note.ok");
        newcomer.look("paid");
        assertThat(balance(newcomer)).isEqualTo(STARTER.plus(BOUGHT));
        newcomer.page().reload();
        newcomer.see("#payment .note.ok");
        assertThat(balance(newcomer)).isEqualTo(STARTER.plus(BOUGHT));
    }

    private static void pay(Person newcomer, String card) {
        newcomer.type("#number", card);
        newcomer.type("#expiry", "12 / 40");
        newcomer.type("#cvc", "123");
        newcomer.type("#name", "Ada Lovelace");
        newcomer.follow("form button[type=submit]");
    }

    private static String createKey(Person newcomer) {
        newcomer.go("/keys");
        newcomer.follow("a[href='/keys?open=new']");
        newcomer.type("#name", "My laptop");
        newcomer.look("new-key");
        newcomer.follow("dialog button.main");
        String secret = newcomer.read("#secret");
        assertThat(secret).startsWith("ab-");
        newcomer.see("dialog .pulse");
        newcomer.look("key");
        return secret;
    }

    /// Runs what the button copied, untouched.
    private void callAsShown(Person newcomer, String secret) throws Exception {
        newcomer.press("dialog label:has-text('Python') input");
        newcomer.press("button[data-copy=made-python]");
        newcomer.see(".toast");
        String copied = newcomer.clipboard();
        assertThat(copied).contains(secret, world.gateway());
        Path file = Files.writeString(folder.resolve("first.py"), copied);
        Path answer = folder.resolve("answer.txt");
        Process python =
                new ProcessBuilder(PYTHON.toAbsolutePath().toString(), file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(answer.toFile())
                        .start();
        assertThat(python.waitFor(SNIPPET_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(Files.readString(answer)).isZero();
        assertThat(Files.readString(answer)).isNotBlank();
        newcomer.see("dialog .note.ok");
        newcomer.look("first-call");
        newcomer.press("dialog footer input");
        newcomer.follow("dialog footer button");
    }

    private static void compareEveryPage(Person newcomer, Customer customer) throws Exception {
        Booking call = world.awaitBookings(customer, 1).getFirst();
        Credits cost = new Credits(world.price(call.model()).charge(call.counts()));
        assertThat(call.charge()).isEqualTo(cost);
        Credits left = STARTER.plus(BOUGHT).minus(cost);
        world.assertSettled(customer, 1, left);

        newcomer.look("key-page");
        assertThat(newcomer.number("[aria-labelledby=recent] td.n"))
                .isEqualByComparingTo(cost.tokens());
        newcomer.go("/quota");
        newcomer.look("quota");
        assertThat(newcomer.number(".fig")).isEqualByComparingTo(whole(left));
        assertThat(newcomer.number("[aria-labelledby=booked] tbody td[class=n]"))
                .isEqualByComparingTo(cost.tokens().negate());
        assertThat(newcomer.number("[aria-labelledby=booked] tbody td[class=n]:last-child"))
                .isEqualByComparingTo(left.tokens());
        newcomer.go("/usage");
        newcomer.look("usage");
        assertThat(newcomer.number(".stat dd")).isEqualByComparingTo(cost.tokens());
        newcomer.follow("a[href^='/usage/requests']");
        newcomer.look("requests");
        assertThat(newcomer.read("main")).contains(call.id().toString(), call.channel());
        newcomer.go("/orders");
        newcomer.look("orders");
        newcomer.go("/overview");
        newcomer.look("overview-after");
        assertThat(newcomer.number(".fig")).isEqualByComparingTo(whole(left));
        newcomer.go("/settings");
        newcomer.look("settings");
    }

    private static BigDecimal whole(Credits credits) {
        return credits.tokens().setScale(0, RoundingMode.FLOOR);
    }
}
