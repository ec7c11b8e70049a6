package dev.aibridge.portal.caps;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Cap;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where an admin sets what a tenant, or one of its keys, may be capped at.
@Path("/admin/tenants/{tenant}")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class CeilingsPage {

    private static final int UNPROCESSABLE = 422;

    /// The form.
    ///
    /// @param key nothing when it is about the whole tenant
    record Edit(Tenant tenant, Optional<ApiKeyRow> key, Form form, List<CapForm.Field> fields)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;
    private final CapForm caps;

    CeilingsPage(Visitor visitor, Billing billing, CapForm caps) {
        this.visitor = visitor;
        this.billing = billing;
        this.caps = caps;
    }

    /// A tenant's.
    @GET
    @Path("ceilings")
    public TemplateInstance ofTenant(UUID tenant) {
        return edit(find(tenant), Optional.empty());
    }

    /// Sets a tenant's.
    @POST
    @Path("ceilings")
    public Response setTenant(UUID tenant, MultivaluedMap<String, String> typed) {
        return set(find(tenant), Optional.empty(), typed);
    }

    /// A key's.
    @GET
    @Path("keys/{id}/ceilings")
    public TemplateInstance ofKey(UUID tenant, UUID id) {
        Tenant whose = find(tenant);
        return edit(whose, Optional.of(key(whose, id)));
    }

    /// Sets a key's.
    @POST
    @Path("keys/{id}/ceilings")
    public Response setKey(UUID tenant, UUID id, MultivaluedMap<String, String> typed) {
        Tenant whose = find(tenant);
        return set(whose, Optional.of(key(whose, id)), typed);
    }

    private Edit edit(Tenant tenant, Optional<ApiKeyRow> key) {
        Map<Cap.Window, Cap> now = now(tenant, key);
        return page(tenant, key, caps.showing(now, CapForm.Kind.CEILING), now);
    }

    private Response set(
            Tenant tenant, Optional<ApiKeyRow> key, MultivaluedMap<String, String> typed) {
        Map<Cap.Window, Cap> now = now(tenant, key);
        Form form = Form.of(typed, visitor.words(UiText.class));
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        caps.save(
                form,
                now,
                CapForm.Kind.CEILING,
                (window, micro) -> send(tenant, key, window, new Cap.Ceiling(micro, reason)));
        return form.right()
                ? Response.seeOther(URI.create("/admin/tenants/" + tenant.id + "?done=ceilings"))
                        .build()
                : Response.status(UNPROCESSABLE).entity(page(tenant, key, form, now)).build();
    }

    private void send(
            Tenant tenant, Optional<ApiKeyRow> key, Cap.Window window, Cap.Ceiling ceiling) {
        String name = window.name().toLowerCase(Locale.ROOT);
        if (key.isPresent()) {
            billing.ask(api -> api.boundKey(tenant.id, key.get().id, name, ceiling));
        } else {
            billing.ask(api -> api.boundTenant(tenant.id, name, ceiling));
        }
    }

    private Map<Cap.Window, Cap> now(Tenant tenant, Optional<ApiKeyRow> key) {
        @Nullable UUID id = key.map(row -> row.id).orElse(null);
        return caps.now(tenant.id, id);
    }

    private Edit page(Tenant tenant, Optional<ApiKeyRow> key, Form form, Map<Cap.Window, Cap> now) {
        return new Edit(tenant, key, form, caps.fields(now, CapForm.Kind.CEILING));
    }

    private static Tenant find(UUID id) {
        return Tenant.<Tenant>findByIdOptional(id).orElseThrow(NotFoundException::new);
    }

    private static ApiKeyRow key(Tenant tenant, UUID id) {
        return ApiKeyRow.of(tenant, id).orElseThrow(NotFoundException::new);
    }
}
