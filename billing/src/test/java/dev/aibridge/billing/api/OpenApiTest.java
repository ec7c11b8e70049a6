package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Route.Who;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        try (Visitor visitor = new Visitor(management)) {
            document = visitor.get("/q/openapi?format=json", null).json();
        }
    }

    static List<Route> routes() {
        return Route.ALL;
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteIsExplainedWithItsAnswersAndItsAccess(Route route) {
        JsonNode operation =
                document.path("paths")
                        .path(route.path())
                        .path(route.method().toLowerCase(Locale.ROOT));
        assertThat(operation.path("summary").asText()).isNotEmpty();
        assertThat(operation.path("operationId").asText()).isNotEmpty();
        assertThat(operation.at("/responses/default/content").fieldNames())
                .toIterable()
                .containsExactly(Problem.TYPE);
        assertThat(operation.path("responses").fieldNames())
                .toIterable()
                .anyMatch(status -> status.startsWith("2"));
        assertThat(
                        operation
                                .path("parameters")
                                .findValuesAsText("name")
                                .contains("Idempotency-Key"))
                .isEqualTo(route.isChanging());
        assertThat(operation.path("security").isEmpty()).isEqualTo(route.who() == Who.ANYONE);
    }

    @Test
    void everySchemaThatIsNamedIsThere() {
        List<String> names = new ArrayList<>();
        document.findValuesAsText("$ref")
                .forEach(ref -> names.add(ref.substring(ref.lastIndexOf('/') + 1)));
        assertThat(document.at("/components/schemas").fieldNames()).toIterable().containsAll(names);
    }

    @Test
    void theSecuritySchemeIsABearerToken() {
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
    }
}
