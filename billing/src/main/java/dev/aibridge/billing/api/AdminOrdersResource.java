package dev.aibridge.billing.api;

import dev.aibridge.billing.api.RefundRequests.WantedByAdmin;
import dev.aibridge.billing.orders.Capture;
import dev.aibridge.billing.orders.Orders;
import dev.aibridge.billing.orders.Orders.Owned;
import dev.aibridge.billing.orders.Reviews;
import dev.aibridge.billing.refunds.Quote;
import dev.aibridge.billing.refunds.Refund;
import dev.aibridge.billing.refunds.Refunds;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Everybody's orders, and what an admin gives back of them.
@Path("/v1/admin/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class AdminOrdersResource {

    /// The states of orders, as words of the query.
    enum State {
        AWAITING_PAYMENT,
        ABANDONED,
        PAID,
        CREDITED,
        REVIEW
    }

    /// Somebody's order.
    ///
    /// @param payments what was captured for it, oldest first
    public record AdminOrder(UUID tenantId, OrderView order, List<Capture> payments) {}

    private final Caller caller;
    private final IdempotencyKey key;
    private final Orders orders;
    private final OrderViews views;
    private final Reviews reviews;
    private final Refunds refunds;
    private final StatementSettings settings;

    /// Serves those orders.
    AdminOrdersResource(
            Caller caller,
            IdempotencyKey key,
            Orders orders,
            OrderViews views,
            Reviews reviews,
            Refunds refunds,
            StatementSettings settings) {
        this.caller = caller;
        this.key = key;
        this.orders = orders;
        this.views = views;
        this.reviews = reviews;
        this.refunds = refunds;
        this.settings = settings;
    }

    /// A page of them, newest first.
    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "allOrders", summary = "Everybody's orders, newest first")
    public Page<AdminOrder> orders(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before) {
        String wanted =
                state == null
                        ? null
                        : Parameters.word("state", state, State.class)
                                .name()
                                .toLowerCase(Locale.ROOT);
        int most = Parameters.limit(limit, settings);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(
                viewed(orders.list(wanted, cursor, most + 1)),
                most,
                found -> found.order().order().id().toString());
    }

    /// One of them, by its number.
    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "anyOrder", summary = "An order by its number")
    public AdminOrder order(@PathParam("id") String id) {
        return orders.find(Ids.inPath(id))
                .map(found -> viewed(List.of(found)).getFirst())
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    private List<AdminOrder> viewed(List<Owned> found) {
        List<OrderView> seen = views.of(found.stream().map(Owned::purchase).toList());
        Map<UUID, List<Capture>> captures =
                reviews.captures(found.stream().map(one -> one.purchase().id()).toList()).stream()
                        .collect(Collectors.groupingBy(Capture::orderId));
        return IntStream.range(0, found.size())
                .mapToObj(
                        i ->
                                new AdminOrder(
                                        found.get(i).tenantId(),
                                        seen.get(i),
                                        captures.getOrDefault(
                                                found.get(i).purchase().id(), List.of())))
                .toList();
    }

    /// Says what a refund would do.
    @GET
    @Path("/{id}/refunds/quote")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "adminRefundQuote",
            summary = "What a refund would give back and take right now, or why there is none")
    public Quote quote(
            @PathParam("id") String id, @QueryParam("amountMinor") @Nullable String amountMinor) {
        UUID order = Ids.inPath(id);
        UUID tenant =
                orders.find(order)
                        .map(Owned::tenantId)
                        .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
        return refunds.quote(tenant, order, RefundRequests.amount(amountMinor))
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    /// Begins a refund.
    @POST
    @Path("/{id}/refunds")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "adminRefund",
            summary = "Give back the unspent part of somebody's order, with a reason")
    @APIResponse(
            responseCode = "201",
            description =
                    "The refund, new or known by its key; `asked` when Stripe has not answered yet",
            content = @Content(schema = @Schema(implementation = Refund.class)))
    public Response refund(@PathParam("id") String id, @Nullable WantedByAdmin wanted) {
        UUID order = Ids.inPath(id);
        return RefundRequests.answer(
                refunds.refund(order, RefundRequests.wish(wanted, key, caller)));
    }
}
