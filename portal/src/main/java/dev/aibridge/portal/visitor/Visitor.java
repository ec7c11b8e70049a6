package dev.aibridge.portal.visitor;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.Arrival;
import dev.aibridge.portal.accounts.Claims;
import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.Member;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.accounts.Theme;
import dev.aibridge.portal.format.Format;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks for this page, and how they like to read it.
@RequestScoped
public class Visitor {

    private static final String ADMIN = "admin";
    private static final String ANONYMOUS = "-";

    private final RoutingContext request;
    private final Cookies cookies;
    private final Duration freshness;
    private final String site;
    private @Nullable Claims claims;
    private Instant since = Instant.MIN;
    private Set<String> roles = Set.of();
    private Arrival.@Nullable Home home;

    Visitor(RoutingContext request, Cookies cookies, PortalConfig config) {
        this.request = request;
        this.cookies = cookies;
        this.freshness = config.freshSignIn();
        this.site = config.link("").toString();
    }

    /// Says who it is, once Keycloak's token is checked.
    ///
    /// @param at when they typed their password
    public void signIn(Claims who, Set<String> as, Instant at) {
        claims = who;
        roles = Set.copyOf(as);
        since = at;
    }

    /// Whether they typed their password a short while ago.
    public boolean fresh() {
        return fresh(false);
    }

    /// The same; who opened a form just in time has as long again to send it.
    public boolean fresh(boolean sending) {
        Instant oldest = Instant.now().minus(sending ? freshness.multipliedBy(2) : freshness);
        return !since.isBefore(oldest);
    }

    /// The address at which they sign in again, to come back to this page or to the one whose form
    /// they sent.
    public String signInAgain() {
        boolean asks = request.request().method().equals(HttpMethod.GET);
        return "/sign-in/again?to="
                + URLEncoder.encode(asks ? place() : sender(), StandardCharsets.UTF_8);
    }

    private String sender() {
        String page = request.request().getHeader(HttpHeaders.REFERER);
        return page != null && page.startsWith(site) ? page.substring(site.length()) : "/";
    }

    /// Says where they belong.
    public void enter(Arrival.Home where) {
        home = where;
    }

    /// Whether we know who it is.
    public boolean signedIn() {
        return claims != null;
    }

    /// Whether they administer the system.
    public boolean admin() {
        return roles.contains(ADMIN);
    }

    /// What a form's token is bound to: their id, or a dash for anybody.
    public String subject() {
        return claims == null ? ANONYMOUS : claims.subject().toString();
    }

    /// What Keycloak says about them.
    ///
    /// @throws IllegalStateException on a public page that nobody is signed in to
    public Claims claims() {
        return known(claims);
    }

    /// Who they are here.
    ///
    /// @throws IllegalStateException on a page that is not for those signed in
    public Person person() {
        return known(home).person();
    }

    /// The tenant whose pages they look at; every question to the database or billing names it.
    ///
    /// @throws IllegalStateException on a page that is not for those signed in
    public Tenant tenant() {
        return known(home).tenant();
    }

    private static <T> T known(@Nullable T what) {
        if (what == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return what;
    }

    /// Whether they may change the tenant itself.
    ///
    /// @throws IllegalStateException on a page that is not for those signed in
    public boolean owner() {
        return known(home).role() == Member.Role.OWNER;
    }

    /// Up to two letters for the corner of the page.
    public String initials() {
        StringBuilder initials = new StringBuilder();
        for (String word : claims().name().strip().split("[\\s.@_-]+", -1)) {
            if (!word.isEmpty() && initials.codePointCount(0, initials.length()) < 2) {
                initials.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
        }
        return initials.toString();
    }

    /// The language of the page: as chosen here, else as set, else as the browser asks.
    public Language language() {
        return cookies.language(request)
                .or(() -> Optional.ofNullable(home).map(there -> there.person().language))
                .orElseGet(() -> asked(request.acceptableLanguages()));
    }

    private static Language asked(List<LanguageHeader> accepted) {
        for (LanguageHeader header : accepted) {
            Optional<Language> language = Language.of(header.tag().toLowerCase(Locale.ROOT));
            if (language.isPresent()) {
                return language.get();
            }
        }
        return Language.EN;
    }

    /// The other language, to change to.
    public Language otherLanguage() {
        return language() == Language.EN ? Language.ZH : Language.EN;
    }

    /// Light or dark: as chosen here, else as set.
    public Theme theme() {
        return cookies.theme(request)
                .or(() -> Optional.ofNullable(home).map(there -> there.person().theme))
                .orElse(Theme.SYSTEM);
    }

    /// The time zone that times are written in.
    public ZoneId zone() {
        return home == null ? ZoneOffset.UTC : home.person().zone();
    }

    /// How numbers and times are written for them.
    public Format format() {
        return new Format(language(), zone());
    }

    /// Words in their language, for what is said outside templates.
    public <T> T words(Class<T> bundle) {
        return MessageBundles.get(bundle, Localized.Literal.of(language().code()));
    }

    /// Where they are: path and query, to come back to.
    public String place() {
        return request.request().uri();
    }

    /// Whether they are on that page or one below it.
    public boolean at(String path) {
        String here = request.normalizedPath();
        return here.equals(path) || here.startsWith(path + "/");
    }

    /// Whether htmx asks for a part of a page.
    public boolean partly() {
        return request.request().getHeader("HX-Request") != null;
    }

    /// A session of Keycloak's came with the request; whether it is still good is not known yet.
    public boolean hasSession() {
        return request.request().cookies().stream()
                .map(Cookie::getName)
                .anyMatch(name -> name.startsWith("q_session"));
    }
}
