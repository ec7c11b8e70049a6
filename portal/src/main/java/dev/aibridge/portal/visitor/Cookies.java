package dev.aibridge.portal.visitor;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.Theme;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;

/// What a browser remembers of its reader's choices, signed in or not.
@ApplicationScoped
public class Cookies {

    /// The language's code.
    public static final String LANGUAGE = "language";

    /// The theme's code.
    public static final String THEME = "theme";

    private static final Duration LIFE = Duration.ofDays(365);

    private final boolean secure;

    Cookies(PortalConfig config) {
        secure = config.secure();
    }

    /// The language that was chosen in this browser, if one was.
    public Optional<Language> language(RoutingContext request) {
        return get(request, LANGUAGE).flatMap(Language::of);
    }

    Optional<Theme> theme(RoutingContext request) {
        return get(request, THEME).flatMap(Theme::of);
    }

    private Optional<String> get(RoutingContext request, String name) {
        return Optional.ofNullable(request.request().getCookie(full(name))).map(Cookie::getValue);
    }

    /// A choice to remember. Over TLS no neighbour of this host can set it.
    public NewCookie of(String name, String value) {
        return new NewCookie.Builder(full(name))
                .value(value)
                .path("/")
                .maxAge(Math.toIntExact(LIFE.toSeconds()))
                .secure(secure)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private String full(String name) {
        return secure ? "__Host-" + name : name;
    }
}
