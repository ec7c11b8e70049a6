package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Billing that was started while Keycloak was away.
@QuarkusTest
@TestProfile(KeycloakAwayTest.Away.class)
class KeycloakAwayTest {

    /// Has a database, but its issuer isn't up.
    public static final class Away implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(House.class, Map.of(House.AWAY, "true")));
        }
    }

    @TestHTTPResource URI base;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ConfigProperty(name = House.ISSUER)
    URI issuer;

    @Test
    void itIsReadySettlesAndKnowsItsCallersAsSoonAsKeycloakIsThere() throws Exception {
        try (Visitor visitor = new Visitor(base);
                Visitor operator = new Visitor(management)) {
            assertThat(operator.get("/q/health/ready", null).status()).isEqualTo(200);

            Wallet wallet = visitor.books().wallet(1_000_000);
            Usage usage = Usage.of(visitor.books().holder(), 1, wallet, 5).under(Ids.next());
            visitor.books().ship(usage.event());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> visitor.books().number("SELECT count(*) FROM usage.event") == 1);

            String path = "/v1/tenants/" + wallet.tenant() + "/wallet";
            String token = visitor.tokens().customer(visitor.member(wallet));
            visitor.get(path, null).assertProblem(401);
            Visitor.Answer unavailable = visitor.get(path, token);
            unavailable.assertProblem(503);
            assertThat(unavailable.code()).isEqualTo("sign_in_unavailable");
            assertThat(unavailable.header("retry-after")).isNotEmpty();
            visitor.get("/v1/nothing", token).assertProblem(404);

            try (Issuer back = Issuer.of(visitor.tokens().key(), issuer.getPort())) {
                assertThat(back.url()).isEqualTo(issuer.toString());
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> visitor.get(path, token).status() == 200);
            }
            assertThat(visitor.get(path, token).status())
                    .as("the keys are kept while it is away again")
                    .isEqualTo(200);
            visitor.get(path, visitor.tokens().otherAudience(UUID.randomUUID())).assertProblem(401);
        }
    }
}
