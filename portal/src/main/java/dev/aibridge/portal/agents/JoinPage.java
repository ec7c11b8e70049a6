package dev.aibridge.portal.agents;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.Invitation;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/// Where an agent's link leads to: says what accepting means, and asks.
@Path("/join/{token}")
@Authenticated
@Produces(Portal.HTML)
public class JoinPage {

    /// The question.
    ///
    /// @param no why it can't be accepted: `over`, `has_agent`, `circle`, `not_owner`; or nothing
    record Join(String agent, String no) implements TemplateInstance {}

    private final Visitor visitor;
    private final Invitations invitations;

    JoinPage(Visitor visitor, Invitations invitations) {
        this.visitor = visitor;
        this.invitations = invitations;
    }

    /// The question.
    @GET
    public TemplateInstance ask(String token) {
        Invitation invitation = find(token);
        return join(invitation, invitation.state() == Invitation.State.OPEN ? own() : "over");
    }

    /// Accepts it; whoever did before is led on.
    @POST
    public Response accept(String token) {
        Invitation invitation = find(token);
        if (!visitor.owner()) {
            return no(invitation, "not_owner");
        }
        if (visitor.tenant().id.equals(invitation.tenantId)) {
            return welcome();
        }
        return switch (invitations.accept(invitation.id, visitor.tenant().id)) {
            case ACCEPTED -> welcome();
            case OVER -> no(invitation, "over");
            case HAS_AGENT -> no(invitation, "has_agent");
            case CIRCLE -> no(invitation, "circle");
        };
    }

    private String own() {
        if (!visitor.owner()) {
            return "not_owner";
        }
        return visitor.tenant().agentId == null ? "" : "has_agent";
    }

    private Invitation find(String token) {
        return invitations.find(token).orElseThrow(NotFoundException::new);
    }

    private static Response welcome() {
        return Response.seeOther(URI.create("/quota")).build();
    }

    private static Response no(Invitation invitation, String why) {
        return Response.status(Response.Status.CONFLICT).entity(join(invitation, why)).build();
    }

    private static Join join(Invitation invitation, String no) {
        return new Join(Tenant.<Tenant>findById(invitation.agentId).name, no);
    }
}
