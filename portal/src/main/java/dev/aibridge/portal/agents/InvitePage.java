package dev.aibridge.portal.agents;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.Invitation;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/// Invites customers: each link is good for one, and shown once.
@Path("/customers/invitations")
@Authenticated
@Produces(Portal.HTML)
public class InvitePage {

    private static final int UNPROCESSABLE = 422;

    /// The form.
    record Invite(Form form, long days) implements TemplateInstance {}

    /// The link that was just made; it is on no page again.
    record Invited(String note, String link, long days) implements TemplateInstance {}

    private final Visitor visitor;
    private final Invitations invitations;
    private final PortalConfig config;

    InvitePage(Visitor visitor, Invitations invitations, PortalConfig config) {
        this.visitor = visitor;
        this.invitations = invitations;
        this.config = config;
    }

    /// The form.
    @GET
    public TemplateInstance invite() {
        Agent.of(visitor);
        return new Invite(Form.blank(Map.of(), ui()), Invitation.LIFE.toDays());
    }

    /// Makes a link.
    @POST
    public Response make(MultivaluedMap<String, String> typed) {
        Tenant agent = Agent.of(visitor);
        Form form = Form.of(typed, ui());
        String note = form.line("note", Invitation.MAX_NOTE);
        if (!form.right()) {
            Invite again = new Invite(form, Invitation.LIFE.toDays());
            return Response.status(UNPROCESSABLE).entity(again).build();
        }
        String token = invitations.make(agent, visitor.person(), note);
        String link = config.url() + "/join/" + token;
        return Response.ok(new Invited(note, link, Invitation.LIFE.toDays())).build();
    }

    /// Withdraws one.
    @POST
    @Path("{id}/withdraw")
    public Response withdraw(String id) {
        boolean withdrawn =
                invitations
                        .withdraw(Agent.of(visitor), Agent.id(id))
                        .orElseThrow(NotFoundException::new);
        String done = withdrawn ? "withdrawn" : "late";
        return Response.seeOther(URI.create("/customers?done=" + done)).build();
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
