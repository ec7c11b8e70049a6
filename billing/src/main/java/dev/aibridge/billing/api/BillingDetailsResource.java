package dev.aibridge.billing.api;

import dev.aibridge.billing.receipts.BillingDetails;
import dev.aibridge.billing.receipts.Receipts;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Whom a tenant's receipts are made out to.
@Path("/v1/tenants/{tenant}/billing-details")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class BillingDetailsResource {

    private final Tenants tenants;
    private final Caller caller;
    private final Receipts receipts;

    /// Keeps them with those receipts.
    public BillingDetailsResource(Tenants tenants, Caller caller, Receipts receipts) {
        this.tenants = tenants;
        this.caller = caller;
        this.receipts = receipts;
    }

    /// Whom they are made out to.
    @GET
    @Authenticated
    @Operation(
            operationId = "billingDetails",
            summary = "Whom receipts are made out to; empty fields when nobody has said so")
    public BillingDetails details(@PathParam("tenant") String tenant) throws SQLException {
        return receipts.details(tenants.reader(tenant))
                .orElseGet(() -> new BillingDetails("", "", ""));
    }

    /// Changes that, for receipts to come.
    @PUT
    @Authenticated
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeBillingDetails",
            summary = "Say whom receipts are made out to; those that are made stay as they are")
    public BillingDetails change(
            @PathParam("tenant") String tenant, @Nullable BillingDetails wanted)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        UUID by = caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND));
        return receipts.change(
                whose,
                new BillingDetails(
                        Parameters.text("company", wanted.company(), BillingDetails.COMPANY),
                        Parameters.textOrNone("address", wanted.address(), BillingDetails.ADDRESS),
                        Parameters.textOrNone("taxId", wanted.taxId(), BillingDetails.TAX_ID)),
                by);
    }
}
