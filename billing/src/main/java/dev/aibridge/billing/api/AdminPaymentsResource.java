package dev.aibridge.billing.api;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.orders.Reviews;
import dev.aibridge.billing.refunds.Refund;
import dev.aibridge.billing.refunds.RefundWish;
import dev.aibridge.billing.refunds.Refunds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Captured money that waits for an admin.
@Path("/v1/admin/payments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class AdminPaymentsResource {

    /// Why it is credited.
    public record CreditDecision(@Schema(maxLength = RefundWish.LONGEST_REASON) String reason) {}

    /// Why it goes back.
    public record RefundDecision(@Schema(maxLength = RefundWish.LONGEST_REASON) String reason) {}

    private final Caller caller;
    private final IdempotencyKey key;
    private final Reviews reviews;
    private final Refunds refunds;

    /// Decides there.
    public AdminPaymentsResource(
            Caller caller, IdempotencyKey key, Reviews reviews, Refunds refunds) {
        this.caller = caller;
        this.key = key;
        this.reviews = reviews;
        this.refunds = refunds;
    }

    /// Gives the order's tokens for it.
    @POST
    @Path("/credit")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "creditPayment",
            summary = "Give an order's tokens for a payment in spite of its fault; once")
    @APIResponse(responseCode = "204", description = "Credited, now or before")
    public void credit(@PathParam("id") String payment, @Nullable CreditDecision decision) {
        if (decision == null) {
            throw Parameters.invalid("The body is missing.");
        }
        Admin admin = new Admin(RefundRequests.subject(caller), caller.name());
        switch (reviews.credit(payment, admin, RefundRequests.reason(decision.reason()))) {
            case CREDITED -> {}
            case NOT_FOUND -> throw new Refused(Problem.NOT_FOUND);
            case NOT_IN_REVIEW ->
                    throw no("not_in_review", "This payment does not wait for an admin.");
            case ORDER_CREDITED ->
                    throw no(
                            "order_credited",
                            "The order was credited by another payment. This one can go back.");
            case OTHER_MODE -> throw no("other_mode", "This is not the kind of money we take.");
            case REFUNDED ->
                    throw no("refunded", "This payment went back, is about to, or is disputed.");
        }
    }

    private static Refused no(String code, String detail) {
        return new Refused(Problem.conflict(code, detail));
    }

    /// Gives it back.
    @POST
    @Path("/refund")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "refundPayment",
            summary = "Give back a payment that was captured and never credited")
    @APIResponse(
            responseCode = "201",
            description =
                    "The refund, new or known by its key; `asked` when Stripe has not answered yet",
            content = @Content(schema = @Schema(implementation = Refund.class)))
    public Response refund(@PathParam("id") String payment, @Nullable RefundDecision decision) {
        if (decision == null) {
            throw Parameters.invalid("The body is missing.");
        }
        RefundWish wish =
                new RefundWish(
                        RefundWish.LARGEST,
                        "",
                        key.text(),
                        RefundRequests.subject(caller),
                        caller.name(),
                        RefundRequests.reason(decision.reason()));
        return RefundRequests.answer(refunds.refundReview(payment, wish));
    }
}
