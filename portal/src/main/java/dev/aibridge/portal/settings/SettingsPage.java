package dev.aibridge.portal.settings;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.accounts.Theme;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Zones;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Cookies;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.json.JsonObject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How somebody likes their pages, and what their tenant is called. Name and e-mail are Keycloak's.
@Path("/settings")
@Authenticated
@Produces(Portal.HTML)
public class SettingsPage {

    private static final String LANGUAGE = "reads";
    private static final String THEME = "look";
    private static final String ZONE = "zone";
    private static final String TENANT = "tenant";
    private static final String CALENDAR = "calendar";

    /// The page.
    ///
    /// @param account where Keycloak lets people change name, e-mail and password
    /// @param zones to choose from, the one in force among them
    record Settings(Form form, String account, List<String> zones, boolean saved)
            implements TemplateInstance {}

    /// What was chosen.
    private record Chosen(Language language, Theme theme, String zone) {}

    private final Visitor visitor;
    private final Cookies cookies;
    private final String account;

    SettingsPage(Visitor visitor, Cookies cookies, PortalConfig config) {
        this.visitor = visitor;
        this.cookies = cookies;
        this.account = config.identityUrl() + "/account";
    }

    /// The page.
    @GET
    public TemplateInstance show(@QueryParam("done") @DefaultValue("") String done) {
        Map<String, String> now =
                Map.of(
                        LANGUAGE,
                        visitor.language().code(),
                        THEME,
                        visitor.theme().code(),
                        ZONE,
                        visitor.person().timeZone,
                        TENANT,
                        visitor.tenant().name,
                        CALENDAR,
                        visitor.tenant().timeZone);
        return page(Form.blank(now, visitor.words(UiText.class)), done.equals("saved"));
    }

    /// Saves all of it, or nothing. The cookies follow, so that this browser agrees.
    @POST
    @Transactional
    public Response save(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, visitor.words(UiText.class));
        Chosen chosen = chosen(form);
        String tenant =
                visitor.owner() ? form.line(TENANT, Tenant.MAX_NAME) : visitor.tenant().name;
        String calendar =
                visitor.owner()
                        ? form.choice(CALENDAR, Set.copyOf(zones()))
                        : visitor.tenant().timeZone;
        if (!form.right()) {
            return Response.status(422).entity(page(form, false)).build();
        }
        Person.update(
                "language = ?1, theme = ?2, timeZone = ?3 where subject = ?4",
                chosen.language,
                chosen.theme,
                chosen.zone,
                visitor.person().subject);
        rename(tenant);
        move(calendar);
        return Response.seeOther(URI.create("/settings?done=saved"))
                .cookie(
                        cookies.of(Cookies.LANGUAGE, chosen.language.code()),
                        cookies.of(Cookies.THEME, chosen.theme.code()))
                .build();
    }

    private Chosen chosen(Form form) {
        String language =
                form.choice(LANGUAGE, codes(Stream.of(Language.values()).map(Language::code)));
        String theme = form.choice(THEME, codes(Stream.of(Theme.values()).map(Theme::code)));
        String zone = form.choice(ZONE, Set.copyOf(zones()));
        return new Chosen(
                Language.of(language).orElse(visitor.language()),
                Theme.of(theme).orElse(visitor.theme()),
                zone);
    }

    private static Set<String> codes(Stream<String> codes) {
        return codes.collect(Collectors.toUnmodifiableSet());
    }

    private void rename(String name) {
        String before = visitor.tenant().name;
        if (name.equals(before)) {
            return;
        }
        Tenant tenant = Objects.requireNonNull(Tenant.<Tenant>findById(visitor.tenant().id));
        tenant.name = name;
        String detail = new JsonObject().put("before", before).put("after", name).encode();
        new AuditEntry(visitor.person(), "tenant.rename", tenant.id.toString(), detail)
                .about(tenant)
                .persist();
    }

    /// Windows of spend caps that run end as they would have; the next ones begin there.
    private void move(String zone) {
        String before = visitor.tenant().timeZone;
        if (zone.equals(before)) {
            return;
        }
        Tenant tenant = Objects.requireNonNull(Tenant.<Tenant>findById(visitor.tenant().id));
        tenant.timeZone = zone;
        String detail = new JsonObject().put("before", before).put("after", zone).encode();
        new AuditEntry(visitor.person(), "tenant.zone", tenant.id.toString(), detail)
                .about(tenant)
                .persist();
    }

    private Settings page(Form form, boolean saved) {
        return new Settings(form, account, zones(), saved);
    }

    private List<String> zones() {
        return Stream.concat(
                        Stream.of(visitor.person().timeZone, visitor.tenant().timeZone),
                        Zones.names().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
