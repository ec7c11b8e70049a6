package dev.aibridge.chaos.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.stack.DemoUser;
import dev.aibridge.portal.look.Chromium;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// An admin changes something on a page, and the running gateway obeys within a second.
final class AdminTest {

    private static final Duration HEARD = Duration.ofSeconds(1);
    private static final String MODEL = "gpt-4o-mini";
    private static final String OTHER = "gpt-4o";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final World WORLD = World.complete();

    private static Optional<Chromium> chromium = Optional.empty();

    private Customer customer;
    private Person admin;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.ifPresent(Chromium::close);
    }

    @BeforeEach
    void anAdminIsInAndACustomerServed(TestInfo test) throws Exception {
        assumeThat(chromium).as("a Chromium").isPresent();
        admin =
                new Person(
                        WORLD,
                        chromium.orElseThrow(),
                        "admin/" + test.getTestMethod().orElseThrow().getName(),
                        new Chromium.Reader("en", "light"),
                        Chromium.WIDE,
                        _ -> new Hand.Mouse());
        admin.signIn(DemoUser.ADMIN);
        customer = WORLD.customer("Governed", Credits.ofTokens(1_000_000), KeyTerms.UNLIMITED);
        assertThat(call(MODEL)).isEqualTo(200);
    }

    @AfterEach
    void theMoneyIsRight() throws Exception {
        WORLD.assertProven();
        admin.assertPleased();
        admin.close();
    }

    private int call(String model) throws IOException, InterruptedException {
        return ask(model).statusCode();
    }

    private HttpResponse<Void> ask(String model) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(WORLD.gateway() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + customer.key().secret())
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                                {"model": "%s", "messages":
                                                 [{"role": "user", "content": "May I? [[tokens=3]]"}]}"""
                                                .formatted(model)))
                        .build(),
                BodyHandlers.discarding());
    }

    private void awaitAnswer(String model, int status) {
        await().atMost(HEARD)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(call(model)).isEqualTo(status));
    }

    private String page(String what) {
        return "/admin/tenants/" + customer.tenant() + what;
    }

    private long audited(String action) throws Exception {
        try (Connection connection = WORLD.stack().database().connect();
                PreparedStatement question =
                        connection.prepareStatement(
                                "SELECT count(*) FROM audit.entry WHERE action = ? AND tenant_id = ?")) {
            question.setString(1, action);
            question.setObject(2, customer.tenant());
            try (ResultSet row = question.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void aSuspendedTenantIsRefusedUntilItIsResumed() throws Exception {
        admin.open(page("/suspend"));
        admin.look("suspend");
        admin.type("#reason", "unpaid bill");
        admin.follow("main button.main");
        awaitAnswer(MODEL, 402);
        admin.open(page("/resume"));
        admin.type("#reason", "paid");
        admin.follow("main button.main");
        awaitAnswer(MODEL, 200);
        assertThat(audited("tenant.suspend")).isEqualTo(1);
        assertThat(audited("tenant.resume")).isEqualTo(1);
    }

    @Test
    void anAllowlistIsObeyed() throws Exception {
        assertThat(call(OTHER)).isEqualTo(200);
        admin.open(page("/limits"));
        admin.press("input[name=models][value=some]");
        admin.press("input[name=model][value='" + MODEL + "']");
        admin.type("#reason", "a trial of one model");
        admin.look("limits");
        admin.follow("main button.main");
        awaitAnswer(OTHER, 403);
        awaitAnswer(MODEL, 200);
        assertThat(audited("tenant.limit")).isEqualTo(1);
    }

    @Test
    void aLimitOfRequestsIsObeyed() throws Exception {
        admin.open(page("/limits"));
        admin.type("#rpm", "1");
        admin.type("#reason", "too many");
        admin.follow("main button.main");
        awaitAnswer(MODEL, 429);
        assertThat(audited("tenant.limit")).isEqualTo(1);
    }

    @Test
    void aCreditIsBookedOnceWithItsReason() throws Exception {
        WORLD.awaitBookings(customer, 1);
        Credits before = WORLD.posted(customer);
        admin.open(page("/credit"));
        admin.type("#tokens", "250000");
        admin.type("#reason", "sorry for Tuesday");
        admin.follow("main button.main");
        admin.look("credit");
        admin.follow("main section form button.main");
        assertThat(WORLD.posted(customer)).isEqualTo(before.plus(Credits.ofTokens(250_000)));
        assertThat(audited("wallet.credit")).isEqualTo(1);
    }

    @Test
    void whoSignsInAgainTypesThePasswordAndComesBack() {
        admin.signInAgain(DemoUser.ADMIN, "/admin/channels/openai");
        assertThat(admin.page().locator("form[action$=secret], a[href*='sign-in/again']").count())
                .isOne();
        assertThat(admin.page().locator("a[href*='sign-in/again']").count()).isZero();
    }

    @Test
    void aMultiplierCountsFromTheNextRequestOn() throws Exception {
        String before = cost(OTHER);
        admin.open("/admin/models/" + OTHER);
        admin.look("model");
        admin.type("#b0", "3.6");
        admin.type("#why", "the vendor's new list");
        admin.follow("main button[value=preview]");
        admin.look("preview");
        admin.follow("main button[value=publish]");
        await().atMost(HEARD)
                .pollDelay(Duration.ZERO)
                .until(() -> cost(OTHER), now -> !now.equals(before));
        assertThat(WORLD.price(OTHER).ppm(Bucket.INPUT)).isEqualTo(3_600_000);
        await().untilAsserted(
                        () -> {
                            Booking last = WORLD.bookings(customer).getLast();
                            assertThat(last.charge().micro())
                                    .isEqualTo(WORLD.price(OTHER).charge(last.counts()));
                        });
    }

    private String cost(String model) throws IOException, InterruptedException {
        return ask(model).headers().firstValue("x-aibridge-cost").orElseThrow();
    }
}
