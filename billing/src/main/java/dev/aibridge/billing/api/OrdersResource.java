package dev.aibridge.billing.api;

import dev.aibridge.billing.orders.Orders;
import dev.aibridge.billing.orders.Placing;
import dev.aibridge.billing.orders.Purchase;
import dev.aibridge.billing.orders.Wish;
import dev.aibridge.billing.statements.Page;
import dev.aibridge.billing.statements.StatementSettings;
import dev.aibridge.billing.stripe.Offer.Customer;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A tenant's orders, from the wish to the tokens.
@Path("/v1/tenants/{tenant}/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class OrdersResource {

    private static final List<Locale.LanguageRange> BEST_ENGLISH = Locale.LanguageRange.parse("en");
    private static final List<String> LANGUAGES = List.of("en", "zh");
    private static final int PRODUCT_ID = 64;

    /// What someone wants to buy.
    public record NewOrder(
            String productId, @Schema(minimum = "1", maximum = "100") int quantity) {}

    private final Tenants tenants;
    private final Caller caller;
    private final IdempotencyKey key;
    private final Orders orders;
    private final OrderViews views;
    private final StatementSettings settings;

    /// Serves those orders.
    OrdersResource(
            Tenants tenants,
            Caller caller,
            IdempotencyKey key,
            Orders orders,
            OrderViews views,
            StatementSettings settings) {
        this.tenants = tenants;
        this.caller = caller;
        this.key = key;
        this.orders = orders;
        this.views = views;
        this.settings = settings;
    }

    /// Places one.
    @POST
    @Authenticated
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "order", summary = "Order a product; answers where to pay it")
    @APIResponse(responseCode = "201", description = "The order, new or known by its key")
    public Response order(
            @PathParam("tenant") String tenant,
            @Nullable NewOrder order,
            @Context HttpHeaders headers)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        OrderView placed = placed(orders.place(whose, wish(order), customer(headers)));
        return Response.status(Status.CREATED).entity(placed).build();
    }

    private Wish wish(@Nullable NewOrder order) {
        if (order == null) {
            throw Parameters.invalid("The body is missing.");
        }
        if (order.quantity() < 1 || order.quantity() > Wish.MOST) {
            throw Parameters.invalid("`quantity` must be 1 to %d.".formatted(Wish.MOST));
        }
        return new Wish(
                Parameters.text("productId", order.productId(), PRODUCT_ID),
                order.quantity(),
                key.text(),
                caller.subject().orElseThrow(OrdersResource::notFound));
    }

    /// Who Stripe's page greets, and in which language.
    Customer customer(HttpHeaders headers) {
        String email =
                caller.email()
                        .orElseThrow(() -> Parameters.invalid("The token has no e-mail address."));
        String accepted = headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
        String locale = Locale.lookupTag(ranges(accepted), LANGUAGES);
        return new Customer(email, locale == null ? "en" : locale);
    }

    private static List<Locale.LanguageRange> ranges(@Nullable String accepted) {
        try {
            return accepted == null ? BEST_ENGLISH : Locale.LanguageRange.parse(accepted);
        } catch (IllegalArgumentException e) {
            return BEST_ENGLISH;
        }
    }

    /// A page of them, newest first.
    @GET
    @Authenticated
    @Operation(operationId = "orders", summary = "The tenant's orders, newest first")
    public Page<OrderView> orders(
            @PathParam("tenant") String tenant,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        int most = Parameters.limit(limit, settings);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(
                views.of(orders.list(whose, cursor, most + 1)),
                most,
                view -> view.order().id().toString());
    }

    /// One of them.
    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(operationId = "orderById", summary = "An order")
    public OrderView order(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        return found(orders.find(tenants.reader(tenant), Ids.inPath(id)));
    }

    /// Gives a page to pay it on.
    @POST
    @Path("/{id}/checkout")
    @Authenticated
    @Operation(
            operationId = "checkout",
            summary = "Give the order's page at Stripe, a new one if the last one is over")
    public OrderView checkout(
            @PathParam("tenant") String tenant,
            @PathParam("id") String id,
            @Context HttpHeaders headers)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        return placed(orders.reopen(whose, Ids.inPath(id), customer(headers)));
    }

    /// Asks Stripe whether it is paid.
    @POST
    @Path("/{id}/confirm")
    @Authenticated
    @Operation(operationId = "confirm", summary = "Ask Stripe now whether the order is paid")
    public OrderView confirm(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        return found(orders.confirm(tenants.reader(tenant), Ids.inPath(id)));
    }

    /// Ends its page.
    @POST
    @Path("/{id}/cancel")
    @Authenticated
    @Operation(operationId = "cancel", summary = "End the order's page at Stripe")
    public OrderView cancel(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        return found(orders.cancel(tenants.member(tenant), Ids.inPath(id)));
    }

    private OrderView found(Optional<Purchase> order) {
        return views.of(order.orElseThrow(OrdersResource::notFound));
    }

    OrderView placed(Placing placing) {
        return switch (placing) {
            case Placing.Placed(Purchase purchase) -> views.of(purchase);
            case Placing.NoSuchOrder _ -> throw notFound();
            case Placing.NoSuchProduct _ ->
                    throw new Refused(
                            Problem.of(
                                    Status.BAD_REQUEST,
                                    "product_not_found",
                                    "Nothing of this `productId` is on sale."));
            case Placing.OtherWish _ -> throw IdempotencyKey.reused();
            case Placing.TooMany(var retryAfter) ->
                    throw new Refused(
                            Problem.of(
                                    Status.TOO_MANY_REQUESTS,
                                    "checkout_limit",
                                    "Too many payments were begun in a short time."),
                            retryAfter);
        };
    }

    private static Refused notFound() {
        return new Refused(Problem.NOT_FOUND);
    }
}
