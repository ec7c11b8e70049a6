package dev.aibridge.billing.api;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.reconciliation.Finding;
import dev.aibridge.billing.reconciliation.Findings;
import dev.aibridge.billing.reconciliation.Run;
import dev.aibridge.billing.reconciliation.StripeReconciliation;
import dev.aibridge.billing.reconciliation.UsageReconciliation;
import dev.aibridge.billing.statements.Page;
import dev.aibridge.billing.statements.StatementSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Our books beside those of others: what was compared, and what does not agree.
@Path("/v1/admin/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class AdminReconciliationResource {

    /// How a finding was settled.
    public record Resolution(@Schema(maxLength = Finding.LONGEST_NOTE) String note) {}

    /// Some comparisons, one for each vendor account.
    @Schema(name = "ReconciliationRuns")
    public record Runs(List<Run> items) {}

    private final Findings findings;
    private final StripeReconciliation stripe;
    private final UsageReconciliation usage;
    private final Caller caller;
    private final StatementSettings settings;

    /// Shows those findings.
    public AdminReconciliationResource(
            Findings findings,
            StripeReconciliation stripe,
            UsageReconciliation usage,
            Caller caller,
            StatementSettings settings) {
        this.findings = findings;
        this.stripe = stripe;
        this.usage = usage;
        this.caller = caller;
        this.settings = settings;
    }

    /// A page of comparisons.
    @GET
    @Path("/runs")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "reconciliationRuns", summary = "Comparisons, newest first")
    public Page<Run> runs(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        int most = Parameters.limit(limit, settings);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(findings.runs(cursor, most + 1), most, run -> run.id().toString());
    }

    /// Compares with Stripe now.
    @POST
    @Path("/runs")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "reconcile", summary = "Compare the ledger with Stripe's balance now")
    @APIResponse(
            responseCode = "201",
            description = "What came of it",
            content = @Content(schema = @Schema(implementation = Run.class)))
    public Response run() throws SQLException {
        Run run = stripe.run(caller.name()).orElseThrow(AdminReconciliationResource::running);
        return Response.status(Status.CREATED).entity(run).build();
    }

    /// Compares with the vendors now.
    @POST
    @Path("/usage-runs")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "reconcileUsage",
            summary = "Compare what was metered with what each vendor bills now",
            description = "A vendor that does not say leaves a run with a `failure`.")
    @APIResponse(
            responseCode = "201",
            description = "What came of it, for each vendor account",
            content = @Content(schema = @Schema(implementation = Runs.class)))
    public Response runUsage() throws SQLException {
        List<Run> runs = usage.run(caller.name()).orElseThrow(AdminReconciliationResource::running);
        if (runs.isEmpty()) {
            throw new Refused(
                    Problem.conflict(
                            "no_vendor_accounts",
                            "There is no vendor account whose bill may be read."));
        }
        return Response.status(Status.CREATED).entity(new Runs(runs)).build();
    }

    private static Refused running() {
        return new Refused(
                Problem.conflict("reconciliation_running", "The books are being compared."));
    }

    /// A page of findings.
    @GET
    @Path("/findings")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "findings",
            summary = "What our books and others' do not agree about, newest first")
    public Page<Finding> findings(
            @QueryParam("open") @Nullable String open,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        boolean onlyOpen = open != null && Parameters.flag("open", open);
        int most = Parameters.limit(limit, settings);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(
                findings.list(onlyOpen, cursor, most + 1),
                most,
                finding -> finding.id().toString());
    }

    /// One of them.
    @GET
    @Path("/findings/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "finding", summary = "A finding")
    public Finding finding(@PathParam("id") String id) throws SQLException {
        return findings.find(Ids.inPath(id)).orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    /// Settles one.
    @POST
    @Path("/findings/{id}/resolve")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "resolveFinding", summary = "Settle a finding, with a note")
    public Finding resolve(@PathParam("id") String id, @Nullable Resolution resolution)
            throws SQLException {
        if (resolution == null) {
            throw Parameters.invalid("The body is missing.");
        }
        String note = Parameters.text("note", resolution.note(), Finding.LONGEST_NOTE);
        Admin admin = new Admin(RefundRequests.subject(caller), caller.name());
        return findings.resolve(Ids.inPath(id), admin, note)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }
}
