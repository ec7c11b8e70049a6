package dev.aibridge.billing.api;

import dev.aibridge.billing.api.RefundRequests.Wanted;
import dev.aibridge.billing.refunds.Quote;
import dev.aibridge.billing.refunds.Refund;
import dev.aibridge.billing.refunds.Refunds;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a customer gets back of an order.
@Path("/v1/tenants/{tenant}/orders/{id}/refunds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class RefundsResource {

    private final Tenants tenants;
    private final Caller caller;
    private final IdempotencyKey key;
    private final Refunds refunds;

    /// Makes those refunds.
    public RefundsResource(Tenants tenants, Caller caller, IdempotencyKey key, Refunds refunds) {
        this.tenants = tenants;
        this.caller = caller;
        this.key = key;
        this.refunds = refunds;
    }

    /// Says what one would do.
    @GET
    @Path("/quote")
    @Authenticated
    @Operation(
            operationId = "refundQuote",
            summary = "What a refund would give back and take right now, or why there is none")
    public Quote quote(
            @PathParam("tenant") String tenant,
            @PathParam("id") String id,
            @QueryParam("amountMinor") @Nullable String amountMinor)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        return refunds.quote(whose, Ids.inPath(id), RefundRequests.amount(amountMinor))
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    /// Begins one.
    @POST
    @Authenticated
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "refund",
            summary = "Give back the unspent part of an order, or some of it")
    @APIResponse(
            responseCode = "201",
            description =
                    "The refund, new or known by its key; `asked` when Stripe has not answered yet",
            content = @Content(schema = @Schema(implementation = Refund.class)))
    public Response refund(
            @PathParam("tenant") String tenant, @PathParam("id") String id, @Nullable Wanted wanted)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        UUID order = Ids.inPath(id);
        return RefundRequests.answer(
                refunds.refund(whose, order, RefundRequests.wish(wanted, key, caller)));
    }
}
