package dev.aibridge.billing.api;

import dev.aibridge.billing.autotopup.AutoTopUp;
import dev.aibridge.billing.autotopup.AutoTopUps;
import dev.aibridge.billing.orders.Orders;
import dev.aibridge.billing.orders.Placing;
import dev.aibridge.billing.orders.ProductTerms;
import dev.aibridge.billing.orders.Wish;
import dev.aibridge.billing.stripe.Offer.Customer;
import dev.aibridge.billing.stripe.SavedCards;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How a tenant's wallet is topped up by itself. Off until somebody pays a first order whose card
/// is saved.
@Path("/v1/tenants/{tenant}/auto-top-up")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class AutoTopUpResource {

    private static final int PRODUCT_ID = 64;
    private static final long MOST_MINOR = 99_999_999;

    /// What is set.
    ///
    /// @param terms `null` when nothing is
    public record Setting(@Nullable AutoTopUp terms) {}

    private final Tenants tenants;
    private final Caller caller;
    private final IdempotencyKey key;
    private final AutoTopUps autoTopUps;
    private final Orders orders;
    private final OrdersResource placing;
    private final SavedCards cards;

    /// Serves those settings.
    AutoTopUpResource(
            Tenants tenants,
            Caller caller,
            IdempotencyKey key,
            AutoTopUps autoTopUps,
            Orders orders,
            OrdersResource placing,
            SavedCards cards) {
        this.tenants = tenants;
        this.caller = caller;
        this.key = key;
        this.autoTopUps = autoTopUps;
        this.orders = orders;
        this.placing = placing;
        this.cards = cards;
    }

    /// What is set.
    @GET
    @Authenticated
    @Operation(operationId = "autoTopUp", summary = "How the wallet is topped up by itself")
    public Setting setting(@PathParam("tenant") String tenant) throws SQLException {
        return new Setting(autoTopUps.of(tenants.reader(tenant)).orElse(null));
    }

    /// Sets when, with what, and how much at most.
    @PUT
    @Authenticated
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setAutoTopUp",
            summary = "Say when, with what product, and how much a month at most")
    public Setting set(@PathParam("tenant") String tenant, AutoTopUp.@Nullable Terms wanted)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        Parameters.text("productId", wanted.productId(), PRODUCT_ID);
        if (wanted.thresholdMicro() < 1 || wanted.thresholdMicro() > ProductTerms.MOST) {
            throw Parameters.invalid(
                    "`thresholdMicro` must be 1 to %d.".formatted(ProductTerms.MOST));
        }
        if (wanted.capMinor() < 1 || wanted.capMinor() > MOST_MINOR) {
            throw Parameters.invalid("`capMinor` must be 1 to %d.".formatted(MOST_MINOR));
        }
        if (!autoTopUps.set(whose, wanted, subject())) {
            throw new Refused(
                    Problem.of(
                            Status.BAD_REQUEST,
                            "auto_top_up_product",
                            "This product is not on sale, or dearer than the month's cap."));
        }
        return new Setting(autoTopUps.of(whose).orElseThrow());
    }

    /// Orders the first one, whose payment saves the card.
    @POST
    @Path("/card")
    @Authenticated
    @Operation(
            operationId = "saveCard",
            summary = "Order the product once; its payment saves the card and turns it on")
    @APIResponse(
            responseCode = "201",
            description = "The order, with where to pay it",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response save(@PathParam("tenant") String tenant, @Context HttpHeaders headers)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        AutoTopUp terms =
                autoTopUps
                        .of(whose)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Problem.conflict(
                                                        "auto_top_up_unset",
                                                        "Say first when and with what.")));
        Customer payer = placing.customer(headers);
        Placing placed =
                orders.place(
                        whose,
                        new Wish(terms.productId(), 1, key.text(), subject()),
                        payer.savingFor(customer(whose, payer.email())));
        if (placed instanceof Placing.Placed(var order)) {
            autoTopUps.savedBy(whose, order.id());
        }
        return Response.status(Status.CREATED).entity(placing.placed(placed)).build();
    }

    private String customer(UUID tenant, String email) throws SQLException {
        Optional<String> known = autoTopUps.customer(tenant);
        return known.isPresent()
                ? known.get()
                : autoTopUps.keepCustomer(tenant, cards.customer(tenant, email));
    }

    /// Charges nothing from now on.
    @POST
    @Path("/off")
    @Authenticated
    @Operation(operationId = "autoTopUpOff", summary = "Charge nothing from now on")
    public void off(@PathParam("tenant") String tenant) throws SQLException {
        autoTopUps.off(tenants.member(tenant));
    }

    /// Charges the saved card again.
    @POST
    @Path("/on")
    @Authenticated
    @Operation(operationId = "autoTopUpOn", summary = "Charge the saved card again")
    public void on(@PathParam("tenant") String tenant) throws SQLException {
        if (!autoTopUps.on(tenants.member(tenant))) {
            throw new Refused(
                    Problem.conflict("auto_top_up_no_card", "No card is saved for it yet."));
        }
    }

    private UUID subject() {
        return caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }
}
