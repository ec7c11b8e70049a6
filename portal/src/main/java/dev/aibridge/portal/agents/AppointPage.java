package dev.aibridge.portal.agents;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
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
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Where an admin makes a tenant an agent, and says whose customer it is.
@Path("/admin/tenants/{id}/agent")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class AppointPage {

    private static final String AGENT = "agent";
    private static final String ABOVE = "above";
    private static final String NOBODY = "nobody";
    private static final int UNPROCESSABLE = 422;

    /// The form.
    ///
    /// @param agents that it may be a customer of
    record Appoint(Tenant tenant, Form form, List<Tenant> agents) implements TemplateInstance {}

    private final Visitor visitor;
    private final Appointments appointments;

    AppointPage(Visitor visitor, Appointments appointments) {
        this.visitor = visitor;
        this.appointments = appointments;
    }

    /// The form.
    @GET
    public TemplateInstance appoint(UUID id) {
        Tenant tenant = find(id);
        String above = tenant.agentId == null ? NOBODY : tenant.agentId.toString();
        Map<String, String> values = Map.of(AGENT, tenant.agent ? "yes" : "no", ABOVE, above);
        return new Appoint(tenant, Form.blank(values, ui()), agents(id));
    }

    /// Sets it.
    @POST
    public Response set(UUID id, MultivaluedMap<String, String> typed) {
        Tenant tenant = find(id);
        Form form = Form.of(typed, ui());
        boolean agent = form.choice(AGENT, Set.of("yes", "no")).equals("yes");
        UUID above = form.has(ABOVE, NOBODY) ? null : form.id(ABOVE).orElse(null);
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (form.right()) {
            Appointments.Wish wish = new Appointments.Wish(agent, above);
            switch (appointments.set(visitor.person(), id, wish, reason)) {
                case SET -> {
                    URI there = URI.create("/admin/tenants/" + id + "?done=appointed");
                    return Response.seeOther(there).build();
                }
                case NO_AGENT -> form.wrong(ABOVE, ui().notOffered());
                case CIRCLE -> form.wrong(ABOVE, says().circle());
            }
        }
        Appoint again = new Appoint(tenant, form, agents(id));
        return Response.status(UNPROCESSABLE).entity(again).build();
    }

    private static List<Tenant> agents(UUID except) {
        return Tenant.list("agent = true and id <> ?1 order by name, id", except);
    }

    private static Tenant find(UUID id) {
        return Tenant.<Tenant>findByIdOptional(id).orElseThrow(NotFoundException::new);
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private AgentsText says() {
        return visitor.words(AgentsText.class);
    }
}
