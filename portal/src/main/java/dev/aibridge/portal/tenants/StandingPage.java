package dev.aibridge.portal.tenants;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.refusal.ErrorPage;
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
import java.util.UUID;

/// Suspends a tenant and lets it go on.
@Path("/admin/tenants/{id}")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class StandingPage {

    private static final int UNPROCESSABLE = 422;

    /// Asks for the reason, and says what follows.
    record Suspend(Tenant tenant, Form form) implements TemplateInstance {}

    /// The same for the way back.
    record Resume(Tenant tenant, Form form) implements TemplateInstance {}

    private final Visitor visitor;
    private final Changes changes;
    private final ErrorPage errors;

    StandingPage(Visitor visitor, Changes changes, ErrorPage errors) {
        this.visitor = visitor;
        this.changes = changes;
        this.errors = errors;
    }

    /// Before it is suspended.
    @GET
    @Path("suspend")
    public TemplateInstance suspend(UUID id) {
        return new Suspend(TenantPage.find(id), Form.blank(Map.of(), words()));
    }

    /// Suspends it.
    @POST
    @Path("suspend")
    public Response suspend(UUID id, MultivaluedMap<String, String> typed) {
        Tenant tenant = TenantPage.find(id);
        Form form = Form.of(typed, words());
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (!form.right()) {
            return wrong(new Suspend(tenant, form));
        }
        return changes.suspend(visitor.person(), id, reason)
                ? done(id, "suspended")
                : errors.of(Response.Status.CONFLICT.getStatusCode());
    }

    /// Before it goes on.
    @GET
    @Path("resume")
    public TemplateInstance resume(UUID id) {
        return new Resume(TenantPage.find(id), Form.blank(Map.of(), words()));
    }

    /// Lets it go on.
    @POST
    @Path("resume")
    public Response resume(UUID id, MultivaluedMap<String, String> typed) {
        Tenant tenant = TenantPage.find(id);
        Form form = Form.of(typed, words());
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (!form.right()) {
            return wrong(new Resume(tenant, form));
        }
        return changes.resume(visitor.person(), id, reason)
                ? done(id, "resumed")
                : errors.of(Response.Status.CONFLICT.getStatusCode());
    }

    private static Response wrong(TemplateInstance page) {
        return Response.status(UNPROCESSABLE).entity(page).build();
    }

    private static Response done(UUID id, String what) {
        return Response.seeOther(URI.create("/admin/tenants/" + id + "?done=" + what)).build();
    }

    private UiText words() {
        return visitor.words(UiText.class);
    }
}
