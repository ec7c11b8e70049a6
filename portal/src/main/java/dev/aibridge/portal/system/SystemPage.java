package dev.aibridge.portal.system;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.SystemSettings;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.Verdict;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.refusal.ErrorPage;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// The system's settings, and the proof of the books.
@Path("/admin/settings")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class SystemPage {

    /// A thousand million tokens: a slip of the hand gives no more to a newcomer.
    static final long MOST_STARTER = 1_000_000_000;

    private static final Logger LOG = Logger.getLogger(SystemPage.class);
    private static final int MAX_CONTACT = 320;
    private static final int UNPROCESSABLE = 422;

    /// All of it.
    ///
    /// @param changes who changed each setting last, by its name
    /// @param proof nothing while billing is away
    record Settings(
            Form form, Map<String, Desk.Change> changes, Optional<Verdict> proof, boolean saved)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Desk desk;
    private final Billing billing;
    private final ErrorPage errors;

    SystemPage(Visitor visitor, Desk desk, Billing billing, ErrorPage errors) {
        this.visitor = visitor;
        this.desk = desk;
        this.billing = billing;
        this.errors = errors;
    }

    /// The page.
    @GET
    public TemplateInstance show(@QueryParam("saved") @DefaultValue("") String saved) {
        JsonObject now = desk.values();
        Map<String, String> fields = new HashMap<>();
        now.forEach(one -> fields.put(one.getKey(), one.getValue().toString()));
        fields.put("seen", now.encode());
        return page(Form.blank(fields, ui()), !saved.isEmpty());
    }

    /// Saves what differs.
    @POST
    public Response save(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        JsonObject wanted = wanted(form);
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (!form.right()) {
            return Response.status(UNPROCESSABLE).entity(page(form, false)).build();
        }
        return desk.set(visitor.person(), form.value("seen"), wanted, reason)
                ? Response.seeOther(URI.create("/admin/settings?saved=1")).build()
                : errors.of(Response.Status.CONFLICT.getStatusCode());
    }

    private JsonObject wanted(Form form) {
        String contact = form.optionalLine(SystemSettings.SUPPORT_CONTACT, MAX_CONTACT);
        if (!contact.isEmpty() && !ContactRule.allows(contact)) {
            form.wrong(
                    SystemSettings.SUPPORT_CONTACT, visitor.words(SystemText.class).contactWrong());
        }
        String signUp = form.choice(SystemSettings.SIGN_UP, Set.of("open", "closed"));
        long starter = form.whole(SystemSettings.STARTER_TOKENS, 0, MOST_STARTER).orElse(0);
        return JsonObject.of(
                SystemSettings.SUPPORT_CONTACT,
                contact,
                SystemSettings.SIGN_UP,
                signUp,
                SystemSettings.STARTER_TOKENS,
                Long.toString(starter));
    }

    private Settings page(Form form, boolean saved) {
        return new Settings(form, desk.changes(), proof(), saved);
    }

    private Optional<Verdict> proof() {
        try {
            return Optional.of(billing.ask(BillingApi::verify));
        } catch (BillingAway e) {
            LOG.warnf("no proof from billing: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
