package dev.aibridge.portal.agents;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.Invitation;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Customer;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An agent's customers.
@Path("/customers")
@Authenticated
@Produces(Portal.HTML)
public class CustomersPage {

    private static final int LINES = 50;

    /// All of them.
    ///
    /// @param page absent while billing is away
    /// @param done what was just done, or nothing
    record All(
            Optional<Page<Customer>> page, boolean first, List<Invitation> invitations, String done)
            implements TemplateInstance {}

    /// One of them.
    record One(Customer customer, Page<Customer.Handover> lines, boolean first, String done)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;
    private final Invitations invitations;

    CustomersPage(Visitor visitor, Billing billing, Invitations invitations) {
        this.visitor = visitor;
        this.billing = billing;
        this.invitations = invitations;
    }

    /// The list.
    @GET
    public TemplateInstance all(
            @QueryParam("before") @Nullable String before,
            @QueryParam("done") @DefaultValue("") String done) {
        Tenant agent = Agent.of(visitor);
        List<Invitation> open =
                invitations.of(agent).stream()
                        .filter(one -> one.state() == Invitation.State.OPEN)
                        .toList();
        return new All(
                billing.tryAsk(api -> api.customers(agent.id, LINES, before)),
                before == null,
                open,
                done);
    }

    /// One of them.
    @GET
    @Path("{id}")
    public TemplateInstance one(
            String id,
            @QueryParam("before") @Nullable String before,
            @QueryParam("done") @DefaultValue("") String done) {
        UUID agent = Agent.of(visitor).id;
        UUID customer = Agent.id(id);
        return billing.ask(
                api ->
                        new One(
                                api.customer(agent, customer),
                                api.handovers(agent, customer, LINES, before),
                                before == null,
                                done));
    }
}
