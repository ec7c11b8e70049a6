package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.aibridge.billing.api.Route.Who;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final List<Class<? extends Annotation>> ACCESS =
            List.of(RolesAllowed.class, Authenticated.class, PermitAll.class);

    private static final List<JavaMethod> ENDPOINTS =
            new ClassFileImporter()
                            .withImportOption(new ImportOption.DoNotIncludeTests())
                            .importPackages("dev.aibridge.billing")
                            .stream()
                            .flatMap(type -> type.getMethods().stream())
                            .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                            .toList();

    @Test
    void everyEndpointSaysOnceWhoMayCallIt() {
        assertThat(ENDPOINTS)
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(access(endpoint)).hasSize(1));
    }

    @Test
    void everyEndpointIsPublicBecauseOthersAreLeftOutInSilence() {
        assertThat(ENDPOINTS)
                .allMatch(endpoint -> endpoint.getModifiers().contains(JavaModifier.PUBLIC))
                .allMatch(endpoint -> endpoint.getOwner().isAnnotatedWith(Path.class));
    }

    @Test
    void theMatrixKnowsEveryRouteAndItsAccess() {
        Map<String, Class<? extends Annotation>> found = new TreeMap<>();
        ENDPOINTS.forEach(endpoint -> found.put(route(endpoint), access(endpoint).getFirst()));
        Map<String, Class<? extends Annotation>> known = new TreeMap<>();
        Route.ALL.forEach(route -> known.put(route.toString(), annotation(route.who())));
        assertThat(known).isEqualTo(found);
    }

    private static Class<? extends Annotation> annotation(Who who) {
        return switch (who) {
            case ANYONE -> PermitAll.class;
            case MEMBER, READER, AGENT, AGENT_READER -> Authenticated.class;
            case ADMIN -> RolesAllowed.class;
        };
    }

    /// On the method, else on its class.
    private static List<Class<? extends Annotation>> access(JavaMethod endpoint) {
        List<Class<? extends Annotation>> own =
                ACCESS.stream().filter(endpoint::isAnnotatedWith).toList();
        JavaClass owner = endpoint.getOwner();
        return own.isEmpty() ? ACCESS.stream().filter(owner::isAnnotatedWith).toList() : own;
    }

    private static String route(JavaMethod endpoint) {
        String verb =
                endpoint.getAnnotations().stream()
                        .filter(a -> a.getRawType().isAnnotatedWith(HttpMethod.class))
                        .map(a -> a.getRawType().getSimpleName())
                        .findFirst()
                        .orElseThrow();
        String own = endpoint.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        String path = endpoint.getOwner().getAnnotationOfType(Path.class).value();
        return verb + " " + path + (own.isEmpty() || own.startsWith("/") ? own : "/" + own);
    }
}
