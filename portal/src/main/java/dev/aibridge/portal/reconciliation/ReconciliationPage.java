package dev.aibridge.portal.reconciliation;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.billing.Reconciliation.Finding;
import dev.aibridge.portal.billing.Reconciliation.Resolution;
import dev.aibridge.portal.billing.Reconciliation.Run;
import dev.aibridge.portal.billing.Verdict;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What our books and Stripe's or vendors' do not agree about, and whether the invariants hold.
@Path("/admin/reconciliation")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class ReconciliationPage {

    private static final Logger LOG = Logger.getLogger(ReconciliationPage.class);
    private static final int LINES = 50;
    private static final int RUNS = 10;
    private static final String NOTE = "note";

    /// The page.
    ///
    /// @param next where the older findings begin
    /// @param settling what the form is about; nothing: there is none
    /// @param news what just happened: `run`, `usage`, `some`, `resolved`, `running`, `none`,
    ///   `away`
    record All(
            Verdict proof,
            List<Run> runs,
            List<Line> lines,
            @Nullable String next,
            boolean first,
            @Nullable Line settling,
            Form form,
            String news)
            implements TemplateInstance {

        Response answer(int status) {
            return Response.status(status).entity(this).build();
        }
    }

    /// A finding.
    ///
    /// @param ours as money or a count; empty when we have nothing of it
    /// @param theirs as money or a count; empty when they have nothing of it
    record Line(Finding finding, String ours, String theirs) {}

    private final Visitor visitor;
    private final Billing billing;

    ReconciliationPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// What is open, the last comparisons and the invariants.
    @GET
    public Response all(
            @QueryParam("before") @Nullable String before,
            @QueryParam("settle") @Nullable UUID settle,
            @QueryParam("done") @DefaultValue("") String done) {
        return page(before, settle, Form.blank(Map.of(), ui()), done).answer(200);
    }

    private All page(@Nullable String before, @Nullable UUID settle, Form form, String news) {
        Page<Finding> findings = billing.ask(api -> api.findings(true, LINES, before));
        List<Line> lines = findings.items().stream().map(this::line).toList();
        Line settling = settle == null ? null : line(billing.ask(api -> api.finding(settle)));
        return new All(
                billing.ask(BillingApi::verify),
                billing.ask(api -> api.reconciliations(RUNS)).items(),
                lines,
                findings.next(),
                before == null,
                settling,
                form,
                news);
    }

    private Line line(Finding finding) {
        return new Line(
                finding, figure(finding, finding.ours()), figure(finding, finding.theirs()));
    }

    private String figure(Finding finding, @Nullable Long figure) {
        if (figure == null) {
            return "";
        }
        return finding.what().equals("usage")
                ? visitor.format().count(figure)
                : visitor.format().money(figure, finding.unit());
    }

    /// Compares now.
    @POST
    @Path("run")
    public Response run() {
        try {
            billing.ask(BillingApi::reconcile);
            return to("?done=run");
        } catch (BillingRefused e) {
            return refused(e);
        } catch (BillingAway e) {
            LOG.warnf("the books were not compared: %s", e.getMessage());
            return page(null, null, Form.blank(Map.of(), ui()), "away").answer(503);
        }
    }

    /// Compares what was metered with what vendors bill now.
    @POST
    @Path("usage")
    public Response usage() {
        try {
            boolean all =
                    billing.ask(BillingApi::reconcileUsage).items().stream()
                            .allMatch(run -> run.failure() == null);
            return to(all ? "?done=usage" : "?done=some");
        } catch (BillingRefused e) {
            return refused(e);
        } catch (BillingAway e) {
            LOG.warnf("usage is being compared for longer than a page waits: %s", e.getMessage());
            return page(null, null, Form.blank(Map.of(), ui()), "running").answer(503);
        }
    }

    private Response refused(BillingRefused e) {
        String news =
                switch (e.code()) {
                    case "reconciliation_running" -> "running";
                    case "no_vendor_accounts" -> "none";
                    default -> throw e;
                };
        return page(null, null, Form.blank(Map.of(), ui()), news).answer(409);
    }

    /// Settles a finding.
    @POST
    @Path("{id}/resolve")
    public Response resolve(UUID id, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        String note = form.line(NOTE, AuditEntry.MAX_REASON);
        if (!form.right()) {
            return page(null, id, form, "").answer(422);
        }
        billing.ask(api -> api.resolveFinding(id, new Resolution(note)));
        return to("?done=resolved");
    }

    private static Response to(String query) {
        return Response.seeOther(URI.create("/admin/reconciliation" + query)).build();
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
