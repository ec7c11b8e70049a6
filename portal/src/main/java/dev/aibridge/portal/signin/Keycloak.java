package dev.aibridge.portal.signin;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.visitor.Cookies;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Sends people to Keycloak in their language, newcomers to its registration; while it is away they
/// are told so here instead of by their browser.
@ApplicationScoped
@Redirect({Redirect.Location.OIDC_AUTHORIZATION, Redirect.Location.OIDC_LOGOUT})
public class Keycloak implements OidcRedirectFilter {

    private static final Logger LOG = Logger.getLogger(Keycloak.class);

    private final Vertx vertx;
    private final Cookies cookies;
    private final HttpClient http;
    private final HttpRequest question;
    private final Duration every;
    private final String awayPage;
    private volatile boolean there = true;
    private volatile long timer;

    Keycloak(Vertx vertx, Cookies cookies, PortalConfig config) {
        this.vertx = vertx;
        this.cookies = cookies;
        this.every = config.identityCheck();
        this.awayPage = config.link("/sign-in/away").toString();
        this.http = HttpClient.newBuilder().connectTimeout(every).build();
        this.question =
                HttpRequest.newBuilder(
                                URI.create(
                                        config.identityUrl() + "/.well-known/openid-configuration"))
                        .timeout(every)
                        .build();
    }

    void watch(@Observes StartupEvent start) {
        ask();
        timer = vertx.setPeriodic(every.toMillis(), tick -> ask());
    }

    void rest(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
        http.shutdownNow();
    }

    private void ask() {
        var _ =
                http.sendAsync(question, HttpResponse.BodyHandlers.discarding())
                        .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
                        .thenAccept(this::note);
    }

    private void note(boolean now) {
        if (now != there) {
            LOG.infof("the sign-in service is %s", now ? "there" : "away");
        }
        there = now;
    }

    /// Adds what Keycloak's pages should know.
    @Override
    public void filter(OidcRedirectContext redirect) {
        RoutingContext request = redirect.routingContext();
        MultiMap query = redirect.additionalQueryParams();
        if (request.normalizedPath().equals(SignIn.SIGN_UP)) {
            query.set("prompt", "create");
        } else if (request.normalizedPath().equals(SignIn.AFRESH)) {
            query.set("prompt", "login");
        }
        cookies.language(request).ifPresent(chosen -> query.set("ui_locales", chosen.tag()));
        if (!there) {
            request.addHeadersEndHandler(
                    end -> request.response().putHeader(HttpHeaders.LOCATION, awayPage));
        }
    }
}
