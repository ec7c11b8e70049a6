package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aibridge.portal.look.Chromium;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page in a real browser: in light and dark, English and Chinese, wide and at 320 px; judged
/// by axe, by its width and by what the browser complains of. Pictures are kept in `target/looks`.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(
        user = "ada",
        roles = {"customer", "admin"})
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ada"),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "auth_time", value = "32503680000"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class LookTest {

    /// Name of the picture, path.
    private static final List<List<String>> PAGES =
            List.of(
                    List.of("home", "/"),
                    List.of("models", "/models"),
                    List.of("models-none", "/models?q=nothing+like+it"),
                    List.of("models-wrong", "/models?q=x&vendor=none"),
                    List.of("model", "/models/gpt-4o"),
                    List.of("model-embeddings", "/models/text-embedding-3-small?input=1e9"),
                    List.of("products", "/products"),
                    List.of("docs", "/docs"),
                    List.of("docs-errors", "/docs/errors"),
                    List.of("nothing", "/nothing-here"),
                    List.of("quota", "/quota?done=caps"),
                    List.of("quota-caps", "/quota/caps"),
                    List.of("usage", "/usage"),
                    List.of("usage-wrong", "/usage?from=x&to=2026-11-21&zone=Mars"),
                    List.of("requests", "/usage/requests"),
                    List.of("requests-last", "/usage/requests?before=last"),
                    List.of("top-up", "/top-up?product=tokens-50m&quantity=3"),
                    List.of("redeem", "/redeem?done=5000000000"),
                    List.of("orders", "/orders"),
                    List.of("order", "/orders/" + MoneyAnswers.ORDER),
                    List.of("order-returned", "/orders/" + MoneyAnswers.RETURNED),
                    List.of("order-pending", "/orders/" + MoneyAnswers.PENDING),
                    List.of("billing-details", "/settings/billing?done=saved"),
                    List.of("auto-top-up", "/settings/auto-top-up?done=saved"),
                    List.of("alerts", "/settings/alerts?done=tested"),
                    List.of("refund", "/orders/" + MoneyAnswers.ORDER + "/refund"),
                    List.of("refund-wrong", "/orders/" + MoneyAnswers.ORDER + "/refund?amount=x"),
                    List.of("order-done", "/orders/" + MoneyAnswers.ORDER + "/done"),
                    List.of("order-cancelled", "/orders/" + MoneyAnswers.ORDER + "/cancelled"));

    private Optional<Chromium> chromium = Optional.empty();

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        MoneyAnswers.layDown(TestServers.billing());
    }

    @AfterAll
    void close() {
        chromium.ifPresent(Chromium::close);
        TestServers.billing().forget();
    }

    static Stream<Arguments> looks() {
        return PAGES.stream()
                .flatMap(
                        page ->
                                Chromium.Reader.ALL.stream()
                                        .map(
                                                reader ->
                                                        Arguments.of(
                                                                page.getFirst(),
                                                                page.getLast(),
                                                                reader)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("looks")
    void everybodyCanReadThePage(String name, String path, Chromium.Reader reader) {
        assumeTrue(chromium.isPresent(), "there is no Chromium");
        Path picture =
                Path.of("target/looks", name + "-" + reader.language() + "-" + reader.theme());
        assertThat(chromium.orElseThrow().faults(TestServers.portal(), path, reader, picture))
                .isEmpty();
    }
}
