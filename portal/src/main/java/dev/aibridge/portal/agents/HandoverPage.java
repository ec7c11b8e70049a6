package dev.aibridge.portal.agents;

import dev.aibridge.common.money.Credits;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Customer;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Hands tokens on to a customer or takes some back, in two steps: the second says what moves and
/// carries the key under which billing moves it once.
@Path("/customers/{id}/tokens")
@Authenticated
@Produces(Portal.HTML)
public class HandoverPage {

    private static final Logger LOG = Logger.getLogger(HandoverPage.class);
    private static final String TOKENS = "tokens";
    private static final String REASON = "reason";
    private static final String BACK = "back";
    private static final long MOST = 10_000_000_000L;
    private static final int REASON_MOST = 500;
    private static final int UNPROCESSABLE = 422;

    /// The first step.
    ///
    /// @param availableMicro what can move
    /// @param back whether it comes back
    record Ask(Customer customer, Form form, boolean back, long availableMicro)
            implements TemplateInstance {}

    /// The second.
    ///
    /// @param unsure whether it was sent before and billing did not answer
    record Preview(
            Customer customer, Form form, boolean back, long micro, UUID requestKey, boolean unsure)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;

    HandoverPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The first step.
    @GET
    public TemplateInstance ask(String id, @QueryParam("way") @DefaultValue("") String way) {
        return ask(customer(id), Form.blank(Map.of("way", way), ui()));
    }

    /// Whoever opens the second step's address begins with the first.
    @GET
    @Path("move")
    public Response begin(String id) {
        return Response.seeOther(URI.create("/customers/" + customer(id).id() + "/tokens")).build();
    }

    /// Shows what would move, or the first step again.
    @POST
    public Response preview(String id, MultivaluedMap<String, String> typed) {
        Customer customer = customer(id);
        Form form = Form.of(typed, ui());
        if (form.has("step", "again")) {
            return Response.ok(ask(customer, form)).build();
        }
        long micro = micro(form);
        if (form.right() && micro > available(customer, form)) {
            form.wrong(TOKENS, tooMuch(form));
        }
        return form.right()
                ? Response.ok(preview(customer, form, micro, UUID.randomUUID(), false)).build()
                : wrong(customer, form);
    }

    /// Moves them.
    @POST
    @Path("move")
    public Response move(String id, MultivaluedMap<String, String> typed) {
        Customer customer = customer(id);
        Form form = Form.of(typed, ui());
        long micro = micro(form);
        Optional<UUID> key = form.id("requestKey");
        if (!form.right()) {
            return wrong(customer, form);
        }
        try {
            billing.ask(api -> move(api, customer, form, micro, key.orElseThrow().toString()));
            String done = isBack(form) ? BACK : "on";
            URI there = URI.create("/customers/" + customer.id() + "?done=" + done);
            return Response.seeOther(there).build();
        } catch (BillingRefused e) {
            form.wrong(TOKENS, refusal(e, form));
            return wrong(customer, form);
        } catch (BillingAway e) {
            LOG.warnf("a handover is unsure: %s", e.getMessage());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .entity(preview(customer, form, micro, key.orElseThrow(), true))
                    .build();
        }
    }

    private Customer move(BillingApi api, Customer customer, Form form, long micro, String key) {
        UUID agent = visitor.tenant().id;
        String reason = form.value(REASON).strip();
        return isBack(form)
                ? api.takeBack(agent, customer.id(), key, new Customer.TakingBack(micro, reason))
                : api.handOver(
                        agent,
                        customer.id(),
                        key,
                        new Customer.Handing(micro, reason.isEmpty() ? null : reason));
    }

    private Customer customer(String id) {
        UUID agent = Agent.of(visitor).id;
        UUID customer = Agent.id(id);
        return billing.ask(api -> api.customer(agent, customer));
    }

    private Ask ask(Customer customer, Form form) {
        return new Ask(customer, form, isBack(form), available(customer, form));
    }

    private static Preview preview(
            Customer customer, Form form, long micro, UUID key, boolean unsure) {
        return new Preview(customer, form, isBack(form), micro, key, unsure);
    }

    private Response wrong(Customer customer, Form form) {
        return Response.status(UNPROCESSABLE).entity(ask(customer, form)).build();
    }

    private static boolean isBack(Form form) {
        return form.has("way", BACK);
    }

    private long available(Customer customer, Form form) {
        return isBack(form)
                ? customer.unspentMicro()
                : billing.ask(api -> api.wallet(visitor.tenant().id)).availableMicro();
    }

    private long micro(Form form) {
        if (isBack(form)) {
            form.line(REASON, REASON_MOST);
        } else {
            form.optionalLine(REASON, REASON_MOST);
        }
        return Math.multiplyExact(form.whole(TOKENS, 1, MOST).orElse(0), Credits.MICRO_PER_TOKEN);
    }

    private String tooMuch(Form form) {
        return isBack(form) ? says().moreThanLeft() : says().moreThanYours();
    }

    private String refusal(BillingRefused refused, Form form) {
        return switch (refused.code()) {
            case "insufficient" -> tooMuch(form);
            case "agent_suspended" -> says().suspended();
            case "idempotency_key_reused" -> says().keyReused();
            default -> throw refused;
        };
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private AgentsText says() {
        return visitor.words(AgentsText.class);
    }
}
