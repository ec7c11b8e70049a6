package dev.aibridge.portal.settings;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingDetails;
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
import org.jboss.logging.Logger;

/// What stands on receipts to come: company, address, tax id.
@Path("/settings/billing")
@Authenticated
@Produces(Portal.HTML)
public class BillingDetailsPage {

    private static final Logger LOG = Logger.getLogger(BillingDetailsPage.class);
    private static final String COMPANY = "company";
    private static final String ADDRESS = "address";
    private static final String TAX_ID = "taxid";

    /// The page.
    ///
    /// @param away whether billing does not answer
    record Details(Form form, boolean saved, boolean away) implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;

    BillingDetailsPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The page.
    @GET
    public TemplateInstance show(@QueryParam("done") @DefaultValue("") String done) {
        Optional<BillingDetails> now =
                billing.tryAsk(api -> api.billingDetails(visitor.tenant().id));
        Map<String, String> values =
                now.map(
                                one ->
                                        Map.of(
                                                COMPANY,
                                                one.company(),
                                                ADDRESS,
                                                one.address(),
                                                TAX_ID,
                                                one.taxId()))
                        .orElseGet(Map::of);
        Form form = Form.blank(values, visitor.words(UiText.class));
        return new Details(form, done.equals("saved"), now.isEmpty());
    }

    /// Saves all of it, or nothing.
    @POST
    public Response save(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, visitor.words(UiText.class));
        String company = form.line(COMPANY, 200);
        String address = form.optionalLines(ADDRESS, 500);
        String taxId = form.optionalLine(TAX_ID, 50);
        if (!form.right()) {
            return Response.status(422).entity(new Details(form, false, false)).build();
        }
        BillingDetails wanted = new BillingDetails(company, address, taxId);
        try {
            billing.ask(api -> api.changeBillingDetails(visitor.tenant().id, wanted));
            return Response.seeOther(URI.create("/settings/billing?done=saved")).build();
        } catch (BillingAway e) {
            LOG.warnf("billing details may or may not be saved: %s", e.getMessage());
            return Response.status(503).entity(new Details(form, false, true)).build();
        }
    }
}
