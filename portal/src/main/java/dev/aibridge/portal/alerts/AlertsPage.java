package dev.aibridge.portal.alerts;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Alerts;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Page;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Thresholds, endpoints, and what was told.
@Path("/settings/alerts")
@Authenticated
@Produces(Portal.HTML)
public class AlertsPage {

    private static final Logger LOG = Logger.getLogger(AlertsPage.class);
    private static final String HERE = "/settings/alerts";
    private static final String KIND = "kind";
    private static final String THRESHOLD = "threshold";
    private static final String ADDRESS = "url";
    private static final int LONGEST = 500;
    private static final int SHOWN = 20;
    private static final long MICRO = 1_000_000;
    private static final long MOST_TOKENS = 10_000_000_000L;
    private static final long MOST_DAYS = 365;
    private static final long MOST_PERCENT = 100;

    /// The page.
    ///
    /// @param alerts absent while billing is away
    /// @param told what was told; absent while billing is away
    /// @param done what was just done, or nothing
    /// @param unsure whether billing did not answer
    record All(
            Optional<Alerts> alerts,
            Optional<Page<Alerts.Delivery>> told,
            Form form,
            String done,
            boolean unsure)
            implements TemplateInstance {

        Response answer(int status) {
            return Response.status(status).entity(this).build();
        }
    }

    /// An endpoint that was just added, with its secret.
    record Added(Alerts.Added added) implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;

    AlertsPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The page.
    @GET
    public TemplateInstance show(
            @QueryParam("done") @DefaultValue("") String done,
            @QueryParam("before") @Nullable String before) {
        return page(Form.blank(Map.of(KIND, "balance"), ui()), done, false, before);
    }

    /// Adds a threshold.
    @POST
    @Path("rules")
    public Response addRule(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        String kind = form.choice(KIND, Set.of("balance", "days", "cap"));
        long most =
                switch (kind) {
                    case "days" -> MOST_DAYS;
                    case "cap" -> MOST_PERCENT;
                    default -> MOST_TOKENS;
                };
        long typedThreshold = form.whole(THRESHOLD, 1, most).orElse(1);
        Alerts.NewRule rule =
                new Alerts.NewRule(
                        kind,
                        kind.equals("balance")
                                ? Math.multiplyExact(typedThreshold, MICRO)
                                : typedThreshold);
        return form.right()
                ? act(form, THRESHOLD, "saved", api -> api.addAlert(tenant(), rule))
                : page(form, "", false, null).answer(422);
    }

    /// Ends a threshold.
    @POST
    @Path("rules/{id}/end")
    public Response endRule(UUID id) {
        return act("saved", api -> api.endAlert(tenant(), id));
    }

    /// Adds an endpoint and shows its secret, this once.
    @POST
    @Path("endpoints")
    public Response addEndpoint(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui(), Map.of(KIND, "balance"));
        String url = form.line(ADDRESS, LONGEST);
        if (!form.right()) {
            return page(form, "", false, null).answer(422);
        }
        try {
            Alerts.NewEndpoint wanted = new Alerts.NewEndpoint(url);
            Alerts.Added added = billing.ask(api -> api.addEndpoint(tenant(), wanted));
            return Response.ok(new Added(added)).build();
        } catch (BillingAway e) {
            return unsure(form, e);
        } catch (BillingRefused e) {
            form.wrong(ADDRESS, why(e));
            return page(form, "", false, null).answer(422);
        }
    }

    /// Ends an endpoint.
    @POST
    @Path("endpoints/{id}/end")
    public Response endEndpoint(UUID id) {
        return act("saved", api -> api.endEndpoint(tenant(), id));
    }

    /// Sends an endpoint something to try it.
    @POST
    @Path("endpoints/{id}/test")
    public Response test(UUID id) {
        return act("tested", api -> api.testEndpoint(tenant(), id));
    }

    private Response act(String done, Consumer<BillingApi> deed) {
        return act(Form.blank(Map.of(KIND, "balance"), ui()), THRESHOLD, done, deed);
    }

    private Response act(Form form, String field, String done, Consumer<BillingApi> deed) {
        try {
            billing.tell(deed);
            return Response.seeOther(URI.create(HERE + "?done=" + done)).build();
        } catch (BillingAway e) {
            return unsure(form, e);
        } catch (BillingRefused e) {
            form.wrong(field, why(e));
            return page(form, "", false, null).answer(422);
        }
    }

    private Response unsure(Form form, BillingAway e) {
        LOG.warnf("alerts may or may not be changed: %s", e.getMessage());
        return page(form, "", true, null).answer(503);
    }

    private String why(BillingRefused refusal) {
        AlertsText words = visitor.words(AlertsText.class);
        return switch (refusal.code()) {
            case "alert_exists" -> words.exists();
            case "webhook_url", "invalid_request" -> words.urlWrong();
            case "endpoint_limit" -> words.tooMany();
            default -> throw refusal;
        };
    }

    private All page(Form form, String done, boolean unsure, @Nullable String before) {
        return new All(
                billing.tryAsk(api -> api.alerts(tenant())),
                billing.tryAsk(api -> api.deliveries(tenant(), SHOWN, before)),
                form,
                done,
                unsure);
    }

    private UUID tenant() {
        return visitor.tenant().id;
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
