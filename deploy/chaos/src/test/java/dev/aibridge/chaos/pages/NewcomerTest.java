package dev.aibridge.chaos.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import dev.aibridge.chaos.World;
import dev.aibridge.portal.look.Chromium;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Somebody who never was here: from the first page to their first call, with what they see counted
/// to the micro-token.
final class NewcomerTest {

    private static final World WORLD = World.complete();

    private static Optional<Chromium> chromium = Optional.empty();

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
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

    private static void walk(
            String name, Chromium.Reader reader, int width, Function<Page, Hand> hand)
            throws Exception {
        assumeTrue(chromium.isPresent(), "there is no Chromium");
        String address = UUID.randomUUID() + "@example.org";
        try (Person newcomer =
                new Person(WORLD, chromium.orElseThrow(), name, reader, width, hand)) {
            signUp(newcomer, address);
            newcomer.look("overview");
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
        newcomer.see(".instruction");
        newcomer.look("confirm");
        String link = newcomer.mailbox(address).newest().at("/links/0").asText();
        newcomer.page().navigate(link);
        newcomer.look("confirmed");
        if (newcomer.page().locator("#kc-info-message").count() > 0) {
            newcomer.follow("a.btn.main");
            newcomer.look("then");
        }
        assertThat(newcomer.page().url()).endsWith("/overview");
    }
}
