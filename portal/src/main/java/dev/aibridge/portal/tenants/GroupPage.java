package dev.aibridge.portal.tenants;

import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// Puts a tenant into a group, whose factor its prices have.
@Path("/admin/tenants/{id}/group")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class GroupPage {

    private static final String GROUP = "group";
    private static final int UNPROCESSABLE = 422;

    /// The form.
    ///
    /// @param factors of the groups there are, in parts per million
    record Choose(Tenant tenant, Form form, Map<String, Long> factors)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Changes changes;
    private final Catalogue catalogue;

    GroupPage(Visitor visitor, Changes changes, Catalogue catalogue) {
        this.visitor = visitor;
        this.changes = changes;
        this.catalogue = catalogue;
    }

    /// The form.
    @GET
    public TemplateInstance choose(UUID id) {
        Tenant tenant = TenantPage.find(id);
        return new Choose(tenant, Form.blank(Map.of(GROUP, tenant.priceGroup), ui()), factors());
    }

    /// Sets it.
    @POST
    public Response set(UUID id, MultivaluedMap<String, String> typed) {
        Tenant tenant = TenantPage.find(id);
        Form form = Form.of(typed, ui());
        Set<String> groups = new TreeSet<>(factors().keySet());
        groups.add(PriceBook.NO_GROUP);
        String group = form.choice(GROUP, groups);
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (!form.right()) {
            Choose again = new Choose(tenant, form, factors());
            return Response.status(UNPROCESSABLE).entity(again).build();
        }
        changes.group(visitor.person(), id, group, reason);
        URI there = URI.create("/admin/tenants/" + id + "?done=grouped");
        return Response.seeOther(there).build();
    }

    private Map<String, Long> factors() {
        return new TreeMap<>(catalogue.books().getLast().factors());
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
